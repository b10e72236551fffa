namespace MeshRunbook.Execution.Tests;

public sealed class BuildTests
{
    [Fact]
    public void The_checkout_is_found() => Assert.True(File.Exists(Repository.At("MeshRunbook.sln")));
}
