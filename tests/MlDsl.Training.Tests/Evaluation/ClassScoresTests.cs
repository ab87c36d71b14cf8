using MlDsl.Testing;

namespace MlDsl.Training.Tests;

[Collection(Alone.Name)]
public sealed class ClassScoresTests
{
    private static readonly Species[] All = [Species.Setosa, Species.Versicolor, Species.Virginica];

    public enum Species
    {
        Setosa,
        Versicolor,
        Virginica,
        Unheard,
    }

    [Fact]
    public void FindsAClassByItsLabel()
    {
        var scores = new ClassScores<Species>(All, [0.25f, 0.625f, 0.125f]);
        Assert.Equal(3, scores.Count);
        Assert.Equal(new Probability(0.125f), scores[Species.Virginica]);
        Assert.Equal(Species.Versicolor, scores.Best);
        Assert.Equal(new Probability(0.625f), scores.BestProbability);
    }

    [Fact]
    public void TheFirstOfEqualsIsBest() =>
        Assert.Equal(Species.Setosa, new ClassScores<Species>(All, [0.375f, 0.25f, 0.375f]).Best);

    [Fact]
    public void EnumeratesInTheModelsOrder()
    {
        var seen = new List<ClassScore<string>>();
        foreach (ClassScore<string> score in new ClassScores<string>(["no", "yes"], [0.25f, 0.75f])) seen.Add(score);
        Assert.Equal([new("no", new Probability(0.25f)), new("yes", new Probability(0.75f))], seen);
    }

    [Fact]
    public void AnUnknownLabelIsNamedWithTheKnownOnes()
    {
        string message = Assert.Throws<ArgumentException>(
            () => new ClassScores<Species>(All, [0.25f, 0.5f, 0.25f])[Species.Unheard]).Message;
        Assert.Contains("'Unheard'", message);
        Assert.Contains("Setosa, Versicolor, Virginica", message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    public void LengthsMustAgreeAndNotBeZero(int classes, int probabilities)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new ClassScores<Species>(All.AsSpan(0, classes), new float[probabilities]).Count);
        Assert.Contains($"not {probabilities} for {classes}", exception.Message);
    }

    [Fact]
    public void TextIsTheSameInEveryCulture() => Culture.Finnish(static () =>
        Assert.Equal("Setosa 0.250, Versicolor 0.625, Virginica 0.125", new ClassScores<Species>(All, [0.25f, 0.625f, 0.125f]).ToString()));

    [Fact]
    public void AllocatesNothing()
    {
        float used = 0;
        Allocations.AssertNone(() => used = Use());
        Assert.Equal(2.25f, used);
    }

    private static float Use()
    {
        ReadOnlySpan<float> probabilities = [0.25f, 0.625f, 0.125f];
        var scores = new ClassScores<Species>(All, probabilities);
        float sum = scores[Species.Versicolor].Value + scores.BestProbability.Value;
        foreach (ClassScore<Species> score in scores) sum += score.Label == scores.Best ? 0 : score.Probability.Value;
        return sum + 0.625f;
    }
}
