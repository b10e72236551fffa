using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

public sealed class CommandTests
{
    private static Given Names() => new Given()
        .Text("name", "a b; rm -rf /").Text("empty", "").Text("key", "s3cret", isSecret: true)
        .List("names", "x y", "", "z").List("none")
        .Parameter("numbers", DataType.ListOf(DataType.Integer), Value.Of([Value.Of(1), Value.Of(2)]))
        .Parameter("gone", DataType.String.Optional(), Value.Null)
        .Any("any", Value.Of(["p", "q"])).Any("nothing", Value.Null).Any("object", new MapValue([]));

    [Theory]
    [InlineData("kubectl get ns", "kubectl|get|ns")]
    [InlineData("  kubectl \t get  ", "kubectl|get")]
    [InlineData("a 'b c' \"d e\"", "a|b c|d e")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("a '' \"\" b", "a|||b")]
    [InlineData("a b\\ c \\'", "a|b c|'")]
    [InlineData("a 'b\\c' \"b\\c\\\\\\\"\\$\"", "a|b\\c|b\\c\\\"$")]
    [InlineData("a \\\n  b", "a|b")]
    [InlineData("a \"b\nc\" 'd\ne'", "a|b\nc|d\ne")]
    [InlineData("a b\n", "a|b")]
    [InlineData("'K=v' a=b", "K=v|a=b")]
    [InlineData("-o jsonpath={.items[*].metadata.name}", "-o|jsonpath={.items[*].metadata.name}")]
    [InlineData("a '|' \";\" \\> 'a&b' $ '$x' \"\\`\" x#y a~b", "a||;|>|a&b|$|$x|`|x#y|a~b", '|')]
    [InlineData("echo {{ params.name }}", "echo|a b; rm -rf /")]
    [InlineData("echo x={{ params.name }}.", "echo|x=a b; rm -rf /.")]
    [InlineData("echo {{ params.empty }} b", "echo||b")]
    [InlineData("echo {{ join params.names ' | ' }}", "echo|x y |  | z", '\0')]
    [InlineData("echo {{ params.names }} b", "echo|x y||z|b")]
    [InlineData("echo {{ params.none }} b", "echo|b")]
    [InlineData("echo {{ params.numbers }}", "echo|1|2")]
    [InlineData("echo {{ params.any }}", "echo|p|q")]
    [InlineData("echo {{ flag '--x' params.gone }} {{ flag '--y' params.name }}", "echo|--y|a b; rm -rf /")]
    [InlineData("echo '{{ params.name }}' \"{{ params.name }}\"", "echo|a b; rm -rf /|a b; rm -rf /")]
    [InlineData("echo {{ '}} |' }}", "echo|}} |", '\0')]
    [InlineData("{{ params.any }} x", "p|q|x")]
    public void A_command_is_split_as_a_shell_splits_it_and_values_stay_whole(string command, string words, char separator = '|')
    {
        var expected = separator == '\0' ? words.Split('|', 2) : words.Split('|');
        if (words.StartsWith("a||;", StringComparison.Ordinal)) expected = ["a", "|", ";", ">", "a&b", "$", "$x", "`", "x#y", "a~b"];

        Assert.Equal(expected, Texts(Rendering.Command(Read(Names(), command), Names())));
    }

    [Theory]
    [InlineData("a 'b", "RB0301", "'")]
    [InlineData("a b\"", "RB0301", "\"")]
    [InlineData("a \\", "RB0301", "\\")]
    [InlineData("a | b", "RB0302", "|")]
    [InlineData("a && b", "RB0302", "&&")]
    [InlineData("a 2>&1", "RB0302", ">")]
    [InlineData("a;b", "RB0302", ";")]
    [InlineData("a $(b)", "RB0302", "$(")]
    [InlineData("a \"$(b)\"", "RB0302", "$(")]
    [InlineData("a `b`", "RB0302", "`")]
    [InlineData("a $HOME", "RB0302", "$HOME")]
    [InlineData("a \"${HOME}\"", "RB0302", "${HOME")]
    [InlineData("a # b", "RB0302", "#")]
    [InlineData("a ~/b", "RB0302", "~")]
    [InlineData("a\nb", "RB0302", "a")]
    [InlineData("", "RB0303", "")]
    [InlineData("'' a", "RB0303", "'' a")]
    [InlineData("a x{{ params.names }}", "RB0304", "params.names")]
    [InlineData("a '{{ params.names }}'", "RB0304", "params.names")]
    [InlineData("K=v a", "RB0305", "K=")]
    [InlineData("K={{ params.name }} a", "RB0305", "K=")]
    [InlineData("K='a b' c", "RB0305", "K=")]
    [InlineData("a {{ params.gone }}", "RB0211", "params.gone")]
    [InlineData("a x{{ params.gone }}", "RB0211", "params.gone")]
    [InlineData("a {{ params.nam }}", "RB0203", "nam")]
    public void A_mistake_in_a_command_is_named_at_its_place(string command, string code, string place)
    {
        var diagnostics = new List<Diagnostic>();

        CommandParser.Parse(TemplateSource.Alone("test", command), Names().Names, diagnostics);

        Assert.Contains(diagnostics, d => d.Code.Id == code);
        var first = diagnostics.First(d => d.Code.Id == code);
        Assert.Equal(place, command.Substring(first.Location!.Span.Start, first.Location.Span.Length));
    }

    [Theory]
    [InlineData("a {{ params.nothing }}", "there is no value")]
    [InlineData("a x{{ params.any }}", "list cannot be put into text")]
    [InlineData("a '{{ params.any }}'", "list cannot be put into text")]
    [InlineData("a {{ params.object }}", "object cannot be put into text")]
    [InlineData("a {{ [params.object] }}", "object cannot be put into text")]
    [InlineData("{{ params.empty }} b", "no program")]
    [InlineData("{{ params.none }}", "no program")]
    public void What_cannot_be_an_argument_is_a_problem(string command, string problem) =>
        Assert.Contains(problem, Rendering.Command(Read(Names(), command), Names()).Problem);

    [Fact]
    public void Words_given_one_by_one_are_not_split()
    {
        var diagnostics = new List<Diagnostic>();
        string[] words = ["echo", "a | b 'c", "{{ params.names }}", "{{ params.name }}!"];
        var sources = words.Select(word => TemplateSource.Alone("test", word)).ToList();

        var command = CommandParser.ParseWords(sources, sources[0].Location, Names().Names, diagnostics);

        Assert.Empty(diagnostics);
        Assert.Equal(["echo", "a | b 'c", "x y", "", "z", "a b; rm -rf /!"], Texts(Rendering.Command(command, Names())));
    }

    [Fact]
    public void Only_the_words_that_hold_a_secret_are_secret()
    {
        var command = Read(Names(), "put {{ flag '--key' params.key }} --k={{ params.key }} {{ params.name }}");

        var words = ((ListValue)Rendering.Command(command, Names()).Value).Items;

        Assert.Equal([false, false, true, true, false], words.Select(word => word.IsSecret));
        Assert.Equal(["put", "--key", "***", "--k=***", "a b; rm -rf /"], Preview.Command(command, Names()));
    }

    [Fact]
    public void A_preview_names_what_is_known_only_later()
    {
        var given = Names().Unknown("find", "name", DataType.String).Unknown("list", "names", DataType.ListOf(DataType.String));
        var command = Read(given, "kubectl label ns/{{ steps.find.outputs.name }} {{ steps.list.outputs.names }} {{ params.key }}");

        Assert.Equal(["kubectl", "label", "ns/<known after step find>", "<known after step list>", "***"], Preview.Command(command, given));
        Assert.Equal("steps.find.outputs.name", Rendering.Command(command, given).UnknownName);
    }

    [Fact]
    public void Splitting_quoted_words_gives_the_words_back()
    {
        var words = Gen.NonEmptyListOf(Gen.Elements("", "a", " ", "'", "\"", "\\", "$x", "`", "|", "\n", "#", "~/", "é").ListOf().Select(string.Concat))
            .Select(list => list.Prepend("program").ToArray()).ToArbitrary();

        Prop.ForAll(words, expected =>
        {
            var single = string.Join(' ', expected.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
            var escaped = string.Join("  ", expected.Select(word => "\"" + string.Concat(word.Select(c => c is '"' or '\\' or '$' or '`' ? $"\\{c}" : $"{c}")) + "\""));
            return Texts(Rendering.Command(Read(Names(), single), Names())).SequenceEqual(expected)
                && Texts(Rendering.Command(Read(Names(), escaped), Names())).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_value_in_a_word_stays_one_word() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
        {
            var given = new Given().Text("v", value ?? "");
            var command = Read(given, "echo {{ params.v }} --v={{ params.v }} '{{ params.v }}'");
            return Texts(Rendering.Command(command, given)).SequenceEqual(["echo", value ?? "", "--v=" + value, value ?? ""]);
        }).QuickCheckThrowOnFailure();

    private static CommandTemplate Read(Given given, string command)
    {
        var diagnostics = new List<Diagnostic>();
        var parsed = CommandParser.Parse(TemplateSource.Alone("test", command), given.Names, diagnostics);
        Assert.Empty(diagnostics.Select(d => $"{d.Code} {d.Message}"));
        return parsed;
    }

    private static IEnumerable<string> Texts(Evaluated command)
    {
        Assert.Null(command.Problem);
        return ((ListValue)command.Value).Items.Select(word => ((TextValue)word).Text);
    }
}
