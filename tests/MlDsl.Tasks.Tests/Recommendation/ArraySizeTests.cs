using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>What is longer than any array is said by name, before memory is asked for.</summary>
public sealed class ArraySizeTests
{
    [Fact]
    public void FactorsUsersAndTablesAreNamed()
    {
        Assert.Contains("100000000 users or items of 64 factors are 6400000000 numbers", Assert.Throws<TrainingException>(static () => new FactorMatrix(100_000_000, 64)).Message, StringComparison.Ordinal);
        Assert.Contains("declare fewer Factors", Assert.Throws<TrainingException>(static () => new ItemTiles(100_000_000, 64)).Message, StringComparison.Ordinal);
        Assert.Contains("declare fewer Factors", Assert.Throws<TrainingException>(static () => new ItemTiles(int.MaxValue, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("smaller Cutoffs", Assert.Throws<EvaluationException>(static () => ArraySize.OfUsers(30_000_000, 100)).Message, StringComparison.Ordinal);
        Assert.Contains("an ONNX file holds", Assert.Throws<OnnxExportException>(static () => ArraySize.OfTable(50_000_001, 64)).Message, StringComparison.Ordinal);
        Assert.Equal(Array.MaxLength, ArraySize.OfFactors(Array.MaxLength - 16, 1, 16));
    }
}
