using System.Globalization;
using System.Xml;
using MeshRunbook.Execution.Testing;

namespace MeshRunbook.Cli.Testing;

/// <summary>What came of tests as JUnit's XML, as build servers read it: a suite for each file.</summary>
internal static class TestJunit
{
    public static void Write(TestReport report, string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw Refusal.Usage($"there is no folder `{folder}`", $"make it: mkdir -p {folder}");
        using var output = new StreamWriter(file);
        using (var xml = XmlWriter.Create(output, new() { Indent = true, CheckCharacters = false, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "runbook test");
            xml.WriteAttributeString("tests", Number(report.Passed + report.Failed));
            xml.WriteAttributeString("failures", Number(report.Failed));
            xml.WriteAttributeString("time", Seconds(report.Took));
            foreach (var tested in report.Files) Suite(xml, tested);
            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private static void Suite(XmlWriter xml, TestedFile file)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", file.Name);
        xml.WriteAttributeString("tests", Number(file.Results.Count));
        xml.WriteAttributeString("failures", Number(file.Results.Count(result => !result.IsPassed)));
        xml.WriteAttributeString("time", Seconds(file.Took));
        foreach (var result in file.Results) Case(xml, file, result);
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, TestedFile file, TestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", file.Name);
        xml.WriteAttributeString("name", Printable.Of(result.Name));
        xml.WriteAttributeString("file", file.Name);
        xml.WriteAttributeString("line", Number(result.At.Line));
        xml.WriteAttributeString("time", Seconds(result.Took));
        if (!result.IsPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Printable.Of(string.Join("; ", result.Failures.Select(failure => failure.Message))));
            xml.WriteString(Printable.Lines(string.Join('\n', result.Failures.SelectMany(failure =>
                failure.Lines.Prepend($"{failure.At.Source.Name}:{failure.At.Line}: {failure.Message}")))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
