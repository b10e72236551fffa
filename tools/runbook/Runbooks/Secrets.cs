using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Runbooks;

/// <summary>The secret parameters of a run, which its journal does not have: given again, or read from where they came.</summary>
internal static class Secrets
{
    public static async Task<MapValue> AgainAsync(Plan plan, RunRecord record, Inputs inputs)
    {
        if (!plan.Parameters.Any(parameter => parameter.IsSecret)) return new([]);
        var files = record.SecretSources.Values.Where(source => source.StartsWith("file:", StringComparison.Ordinal))
            .Select(source => source["file:".Length..]).Where(File.Exists).Distinct();
        var wanted = plan with { Parameters = [.. plan.Parameters.Where(parameter => record.SecretSources.ContainsKey(parameter.Name))] };
        // Files hold other parameters too; only the secret ones are taken from them.
        var bound = await new Inputs(inputs.Texts, [.. files, .. inputs.Files]) { Prompts = true }.BindAsync(wanted with
        {
            Parameters = [.. plan.Parameters.Select(parameter => parameter with { Default = parameter.IsSecret ? null : parameter.Default ?? Value.Null })],
        });
        return new([.. bound.Values.Entries.Where(entry => entry.Value.IsSecret)]);
    }
}
