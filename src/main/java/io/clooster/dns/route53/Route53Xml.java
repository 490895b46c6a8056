// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import io.clooster.dns.DnsFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Takes apart an answer of Route 53, and puts an order to it together. */
final class Route53Xml {
  /** Says nothing to the process's error output. */
  private static final ErrorHandler QUIET =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXParseException {
          throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
          throw e;
        }
      };

  private Route53Xml() {}

  /** The element that the answer is; {@code name} is its name. */
  static Element parsed(byte[] answer, String name) throws DnsFailure {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setErrorHandler(QUIET);
      Element root = builder.parse(new ByteArrayInputStream(answer)).getDocumentElement();
      if (root.getTagName().equals(name)) {
        return root;
      }
    } catch (SAXException | IOException e) {
      throw new DnsFailure("what answered does not speak Route 53's API: no XML");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("each Java reads XML without a DOCTYPE", e);
    }
    throw new DnsFailure("Route 53's answer is no " + name);
  }

  /** One that fetches nothing, and expands nothing. */
  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setExpandEntityReferences(false);
    return factory;
  }

  /** The elements of this name in the one of that name, in order. */
  static List<Element> all(Element parent, String list, String name) throws DnsFailure {
    return children(child(parent, list).orElseThrow(() -> missing(list)), name);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  /** What that element holds, as a text. */
  static String text(Element parent, String name) throws DnsFailure {
    return child(parent, name).orElseThrow(() -> missing(name)).getTextContent().strip();
  }

  private static DnsFailure missing(String name) {
    return new DnsFailure("Route 53's answer has no " + name);
  }

  /** The text, fit to stand within an element. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
