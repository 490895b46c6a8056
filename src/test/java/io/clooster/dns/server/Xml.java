// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Route 53's XML; all elements are of one namespace. */
final class Xml {
  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

  private Xml() {}

  /** The root, if it has this name and namespace. */
  static Optional<Element> parsed(String text, String name) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Element root = builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
      return Optional.of(root).filter(element -> is(element, name));
    } catch (SAXException | IOException e) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static boolean is(Element element, String name) {
    return name.equals(element.getLocalName()) && NAMESPACE.equals(element.getNamespaceURI());
  }

  static String root(String name, String content) {
    return "<" + name + " xmlns=\"" + NAMESPACE + "\">" + content + "</" + name + ">";
  }

  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  static String text(String name, String text) {
    return element(name, text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
  }
}
