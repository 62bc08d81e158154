package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.ErrorWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads the XML body of a request of S3 as fields: {@code Root.Member.Part}. */
final class XmlRequest {
  /** The elements of lists, which have no element of their own. */
  private static final Set<String> REPEATED = Set.of("Rule");

  private XmlRequest() {}

  static void addFields(byte[] body, Map<String, String> fields) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Element root = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
      add(root, root.getLocalName(), fields);
    } catch (SAXException e) {
      throw ErrorWords.error("s3-malformed-xml");
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException("cannot read XML", e);
    }
  }

  private static void add(Element element, String path, Map<String, String> fields) {
    boolean leaf = true;
    int number = 0;
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        leaf = false;
        String name = child.getLocalName();
        if (REPEATED.contains(name)) {
          number++;
          add(child, "%s.%s.%d".formatted(path, name, number), fields);
        } else {
          add(child, path + "." + name, fields);
        }
      }
    }
    if (leaf && path.contains(".")) {
      fields.put(path, element.getTextContent().strip());
    }
  }
}
