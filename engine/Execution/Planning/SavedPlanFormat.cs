using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Planning;

/// <summary>
/// Saved plans as text: JSON for people and programs. It begins with its kind, its format and the SHA-256 of the whole text, in
/// which the digest itself counts as zeros; so that any change to a plan is seen.
/// </summary>
public static class SavedPlanFormat
{
    /// <summary>The format that this version writes; a later one is refused by name.</summary>
    public const int Latest = 1;

    private const string Kind = "SavedPlan";
    private const int HeadLength = 512;
    private const int DigestLength = 2 * SHA256.HashSizeInBytes;
    private static readonly byte[] BeforeDigest = "\"digest\": \""u8.ToArray();
    private static readonly string NoDigest = new('0', DigestLength);

    private static readonly PlanJson Json = new(new JsonSerializerOptions(PlanJson.Default.Options)
    {
        // For people: a path or a quote in a command stays as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(SavedPlan plan)
    {
        byte[] text = [.. JsonSerializer.SerializeToUtf8Bytes(new PlanFile(Kind, Latest, NoDigest, plan), Json.PlanFile), (byte)'\n'];
        var digest = Convert.ToHexStringLower(SHA256.HashData(text));
        Encoding.ASCII.GetBytes(digest, text.AsSpan(PlaceOfDigest(text), DigestLength));
        return text;
    }

    /// <summary>Whether a file is meant to be a saved plan, also where it is damaged.</summary>
    /// <param name="head">How the file begins.</param>
    public static bool IsOne(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, HeadLength)]);
        return text.TrimStart().StartsWith('{') && text.Contains($"\"{Kind}\"", StringComparison.Ordinal);
    }

    /// <exception cref="SavedPlanException">The text is damaged, was changed, or is of a later format.</exception>
    public static (SavedPlan Plan, string Digest) Read(ReadOnlySpan<byte> text)
    {
        if (FormatOf(text) is > Latest and var format)
            throw new SavedPlanException(
                $"was made by a newer version of runbook: it has format {format}, and this version reads up to {Latest}", "carry it out with the version that made it, or plan again with this one");
        var place = PlaceOfDigest(text);
        if (place < 0 || text.Length < place + DigestLength) throw Damaged();
        var digest = Encoding.ASCII.GetString(text.Slice(place, DigestLength));
        var zeroed = text.ToArray();
        Encoding.ASCII.GetBytes(NoDigest, zeroed.AsSpan(place, DigestLength));
        if (Convert.ToHexStringLower(SHA256.HashData(zeroed)) != digest) throw Damaged();
        try
        {
            return (JsonSerializer.Deserialize(text, Json.PlanFile)?.Plan ?? throw Damaged(), digest);
        }
        catch (JsonException)
        {
            throw Damaged();
        }
    }

    /// <summary>The plan's steps and all that stands around them as one JSON object, without the texts and the key.</summary>
    public static byte[] WriteForPrograms(SavedPlan plan) =>
        JsonSerializer.SerializeToUtf8Bytes(plan with { Texts = [], DigestKey = "" }, Json.SavedPlan);

    private static SavedPlanException Damaged() =>
        new("was changed or damaged after it was made: its digest does not fit", "plan again; a saved plan cannot be edited");

    // By hand, for of a later format nothing else is known.
    private static int? FormatOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read() && reader.CurrentDepth <= 1)
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("format"u8) && reader.Read())
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var format) ? format : null;
        }
        catch (JsonException)
        {
            // It is damaged, and its digest tells so.
        }

        return null;
    }

    private static int PlaceOfDigest(ReadOnlySpan<byte> text)
    {
        var found = text[..Math.Min(text.Length, HeadLength)].IndexOf(BeforeDigest);
        return found < 0 ? -1 : found + BeforeDigest.Length;
    }
}

/// <summary>A saved plan with the head of its file.</summary>
internal sealed record PlanFile(string Kind, int Format, string Digest, SavedPlan Plan);

/// <summary>A file is no plan that can be carried out; the message follows its name.</summary>
public sealed class SavedPlanException(string message, string help) : Exception(message)
{
    public string Help { get; } = help;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters = [typeof(JournalValues), typeof(AddressJson)])]
[JsonSerializable(typeof(PlanFile))]
internal sealed partial class PlanJson : JsonSerializerContext;
