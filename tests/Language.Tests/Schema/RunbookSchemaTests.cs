using MeshRunbook.Language.Schema;

namespace MeshRunbook.Language.Tests.Schema;

public sealed class RunbookSchemaTests
{
    [Fact]
    public void The_kept_schema_is_what_the_definitions_generate() =>
        Golden.Matches(Repository.At("schemas", "runbook.v1.schema.json"), RunbookSchema.Generate());

    [Fact]
    public void So_is_the_kept_schema_of_tests() =>
        Golden.Matches(Repository.At("schemas", "runbook-test.v1.schema.json"), RunbookSchema.GenerateOfTests());
}
