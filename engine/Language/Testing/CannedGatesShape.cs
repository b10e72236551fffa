using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>What people answer to gates: an address to a word, a reply, or a list of these.</summary>
internal sealed class CannedGatesShape : Shape<ImmutableArray<CannedGate>>
{
    private static readonly ChoiceShape Word = new(
        ("approve", "Somebody approves."), ("reject", "Somebody rejects."), ("nobody", "Nobody answers: the gate times out, or the run waits."));

    private static readonly Key<string> Answer = new("answer", Word, "What is answered.") { IsRequired = true, Example = "approve" };

    private static readonly Key<string> By = new("by", TextShape.Any, "The user name of who answers; without it, somebody whose answer counts.") { Example = "ann" };

    private static readonly Key<string> Comment = new("comment", TextShape.Any, "What is said with it.");

    private static readonly Key<TimeSpan> After = new("after", DurationShape.Instance,
        "How long after the gate opened, or after the answer before, in the time of the test.") { Default = TimeSpan.Zero, Example = "2h" };

    private static readonly FormShape<CannedReply> Reply = new("an answer such as approve, or a mapping with `answer`",
        new Form("an answer to a gate", Answer, By, Comment, After), (fields, place) => new(
            ToReply(fields.Read(Answer, place)), fields.Optional(By, place), fields.Optional(Comment, place), fields.Read(After, place)),
        new(ReplyWord.Approve));

    public static CannedGatesShape Instance { get; } = new();

    public override string Noun => "a mapping of gates to answers";

    public override ImmutableArray<CannedGate> Nothing => [];

    public override Shape Inner => Reply;

    public override ImmutableArray<CannedGate> Read(YamlNode node, Place place) => node is YamlMapping mapping
        ? [.. mapping.Entries.Select(entry => new CannedGate(
            new(entry.Key.Text), Replies(entry.Value, place.About($"`{entry.Key.Text}`")), entry.Key.Location))]
        : Refuse(node, place);

    public override Meaning MeaningOf(YamlNode node) => NodeShape.Instance.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var one = SchemaDefinitions.AnyOf(Word.Schema(definitions), Reply.Schema(definitions));
        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = SchemaDefinitions.AnyOf(one, new JsonObject { ["type"] = "array", ["items"] = one.DeepClone(), ["minItems"] = 1 }),
        };
    }

    private static ImmutableArray<CannedReply> Replies(YamlNode node, Place place) => node switch
    {
        YamlSequence { Items.Length: > 0 } list => [.. list.Items.Select(item => One(item, place))],
        _ => [One(node, place)],
    };

    private static CannedReply One(YamlNode node, Place place) =>
        node is YamlScalar ? new(ToReply(Word.Read(node, place))) : Reply.Read(node, place);

    private static ReplyWord ToReply(string word) => word switch { "reject" => ReplyWord.Reject, "nobody" => ReplyWord.Nobody, _ => ReplyWord.Approve };
}
