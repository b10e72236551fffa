using System.Globalization;
using System.Xml;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>The report as JUnit's XML, as build servers read it: a suite for each namespace, a case for each pod.</summary>
internal static class TrustJunit
{
    public static void Write(TrustReport report, TextWriter output)
    {
        using (var xml = XmlWriter.Create(output, new() { Indent = true, CheckCharacters = false, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "runbook trust");
            foreach (var cluster in report.Clusters) Write(xml, cluster);
            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private static void Write(XmlWriter xml, ReadCluster cluster)
    {
        if (cluster.Trust is not { } trust || trust.Proxies == 0)
        {
            Suite(xml, cluster.Name, [(cluster.Name, "cluster", true, [new(cluster.Problem ?? TrustText.NoProxies(cluster), cluster.Help ?? "")])]);
            return;
        }

        foreach (var space in trust.Pods.Where(IsOfTheMesh).GroupBy(pod => pod.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var name = cluster.Name.Length == 0 ? space.Key : $"{cluster.Name}/{space.Key}";
            var labels = trust.Namespaces.Where(one => one.Namespace == space.Key).Select(one => (space.Key, "labels", false, (IReadOnlyList<Finding>)[one.Finding]));
            Suite(xml, name, [.. labels, .. space.Select(pod => (space.Key, pod.Pod, pod.IsSilent, (IReadOnlyList<Finding>)pod.Findings))]);
        }
    }

    private static bool IsOfTheMesh(PodTrust pod) => pod.HasProxy || !pod.IsAsExpected;

    /// <summary>A case that nobody answered for is an error, one that answered wrongly a failure.</summary>
    private static void Suite(XmlWriter xml, string name, IReadOnlyList<(string Class, string Name, bool IsError, IReadOnlyList<Finding> Findings)> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(one => one is { IsError: false, Findings.Count: > 0 })));
        xml.WriteAttributeString("errors", Number(cases.Count(one => one is { IsError: true, Findings.Count: > 0 })));
        foreach (var one in cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", one.Class);
            xml.WriteAttributeString("name", one.Name);
            if (one.Findings.Count > 0)
            {
                xml.WriteStartElement(one.IsError ? "error" : "failure");
                xml.WriteAttributeString("message", Printable.Of(string.Join("; ", one.Findings.Select(finding => finding.What))));
                xml.WriteString(Printable.Lines(string.Join('\n', one.Findings.Select(finding => finding.Do))));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
