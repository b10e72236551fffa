using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Secrets;

public sealed class MaskerTests
{
    private const string Secret = "p@ss word/1";

    [Fact]
    public void A_secret_is_masked_in_clear_in_base64_at_each_alignment_and_url_encoded()
    {
        var masker = With(Secret);

        foreach (var before in new[] { "", "x", "xy" })
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "tail"));
            Assert.Contains("***", masker.Text(encoded), StringComparison.Ordinal);
        }

        Assert.Equal("key=*** and ***", masker.Text($"key={Secret} and {Uri.EscapeDataString(Secret)}"));
        Assert.Equal("nothing here", masker.Text("nothing here"));
    }

    [Fact]
    public void Each_line_of_a_secret_of_several_lines_is_masked_but_its_frame_is_not()
    {
        var masker = With("-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n");

        Assert.Equal("  ***\n-----BEGIN KEY-----", masker.Text("  kqhkiG9w0BAQEF\n-----BEGIN KEY-----"));
    }

    [Fact]
    public void A_secret_that_lies_across_chunks_is_found_wherever_they_are_cut() =>
        Prop.ForAll(Gen.Choose(1, 40).ListOf().ToArbitrary(), cuts =>
        {
            var text = $"before {Secret}{Secret} p@ss between {Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))} p@ss wor";
            var masker = With(Secret);
            var masked = new StringBuilder();
            var stream = masker.Stream(bytes => masked.Append(Encoding.UTF8.GetString(bytes.Span)));

            var bytes = Encoding.UTF8.GetBytes(text);
            var at = 0;
            foreach (var cut in cuts.TakeWhile(cut => at + cut < bytes.Length))
            {
                stream.Write(bytes.AsMemory(at, cut));
                at += cut;
            }

            stream.Write(bytes.AsMemory(at));
            stream.Complete();
            Assert.Equal("before ****** p@ss between ***", masked.ToString()[..30]);
            Assert.EndsWith(" p@ss wor", masked.ToString(), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_cannot_begin_a_secret_are_passed_on_at_once()
    {
        var passed = new List<string>();
        var stream = With(Secret).Stream(bytes => passed.Add(Encoding.UTF8.GetString(bytes.Span)));

        stream.Write("a prompt? "u8.ToArray());

        Assert.Equal(["a prompt? "], passed);
    }

    private static Masker With(string secret)
    {
        var masker = new Masker();
        masker.Add(Value.Of(secret).MarkedSecret());
        return masker;
    }
}
