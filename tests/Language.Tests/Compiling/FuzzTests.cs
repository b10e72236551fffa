using MeshRunbook.Fuzz;

namespace MeshRunbook.Language.Tests.Compiling;

/// <summary>A fixed number of mutated inputs; tools/fuzz goes on with others for as long as one likes.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_text_it_gets_an_answer_of_good_form(int seed)
    {
        var (inputs, failures) = new Campaign(new Trial(Corpus.Load()), seed).Run(1500);

        Assert.Empty(failures);
        Assert.Equal(1500, inputs);
    }

    [Fact]
    public void The_same_seed_makes_the_same_inputs()
    {
        var corpus = Corpus.Load();

        var (one, other) = (new Campaign(new Trial(corpus), 7), new Campaign(new Trial(corpus), 7));

        for (var i = 0; i < 50; i++) Assert.Equal(one.Make(i).Bytes, other.Make(i).Bytes);
    }
}
