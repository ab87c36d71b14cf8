using MlDsl.Build;
using MlDsl.Testing;
using OnnxAdapter;
using OnnxAdapter.Training;

namespace MlDsl.Adapters.Tests;

/// <summary>The sample's model, which is small enough to compute by hand.</summary>
[Collection(Alone.Name)]
public sealed class SurfaceTests
{
    [Fact]
    public void TheCommittedManifestIsThatOfTheModelTheSampleWrites()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, SurfaceFile.Bytes());
            Assert.Equal(
                ModelDescription.Describe(file, "Models/surface.onnx", static w => Assert.Fail(w.Message)),
                File.ReadAllText(Path.Combine(CSharp.Root, "samples", "OnnxAdapter", "Models", "surface.onnx.manifest")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AdapterAndScorerGiveTheSoftmaxOfTheScores()
    {
        using SurfaceModel model = SurfaceModel.Load(SurfaceFile.Bytes());
        using SurfaceScorer scorer = SurfaceScorer.Load(SurfaceFile.Bytes());
        using SurfaceModel.Output output = model.Run(new() { Features = [0.2f, 1.5f, 1.2f, 0.1f] });
        Part[] parts = [new(0.2f, 1.5f), new(1.2f, 0.1f)];
        var verdicts = new OnnxAdapter.Verdict[2];
        scorer.Run(parts, verdicts);
        Assert.Equal([2, 3], output.ProbabilitiesShape.ToArray());
        for (int row = 0; row < 2; row++)
        {
            double gloss = parts[row].Gloss, rough = parts[row].Roughness;
            double[] scores = [Math.Exp((-2 * gloss) + (2 * rough)), Math.Exp((3 * gloss) - rough - 1), Math.Exp((0.5 * gloss) - rough + 0.5)];
            for (int i = 0; i < 3; i++) Assert.Equal(scores[i] / scores.Sum(), output.Probabilities[(row * 3) + i], 1e-6);
            Assert.Equal(output.ProbabilitiesOf(row)[Surface.Scratch], verdicts[row].Scratch);
        }
    }

    [Fact]
    public void ALengthThatIsNoRowIsNamed()
    {
        using SurfaceModel model = SurfaceModel.Load(SurfaceFile.Bytes());
        Assert.Contains("'Features' has 3 elements; whole rows of 2", Assert.Throws<ArgumentException>(() => model.Run(new() { Features = new float[3] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Run(new() { Features = [] }));
    }

    [Fact]
    public void AnEndedResultSaysSo()
    {
        using SurfaceModel model = SurfaceModel.Load(SurfaceFile.Bytes());
        SurfaceModel.Output first = model.Run(new() { Features = [1f, 1f] });
        first.Dispose();
        using SurfaceModel.Output second = model.Run(new() { Features = [0f, 0f] });
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.Probabilities.Length);
        Assert.Equal(3, second.Probabilities.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void AdapterCallsAllocateNothing(int rows)
    {
        using SurfaceModel model = SurfaceModel.Load(SurfaceFile.Bytes());
        float[] features = new float[2 * rows];
        Memory.AssertAllocatesNothing(() =>
        {
            model.Run(new SurfaceModel.Input { Features = features }, out SurfaceModel.Output output);
            output.Dispose();
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void ScorerCallsAllocateNothing(int rows)
    {
        using SurfaceScorer scorer = SurfaceScorer.Load(SurfaceFile.Bytes());
        var parts = new Part[rows];
        var verdicts = new OnnxAdapter.Verdict[rows];
        Memory.AssertAllocatesNothing(() => scorer.Run(parts, verdicts));
        Memory.AssertAllocatesNothing(() => scorer.Run(in parts[0], out verdicts[0]));
    }
}
