// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.Optional;

/**
 * An access key of AWS.
 *
 * @param sessionToken for temporary credentials only
 */
record AwsCredentials(String keyId, String secret, Optional<String> sessionToken) {}
