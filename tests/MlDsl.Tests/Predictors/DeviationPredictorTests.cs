using System.Buffers;
using System.Buffers.Binary;

namespace MlDsl.Tests.Predictors;

public sealed class DeviationPredictorTests
{
    private static readonly double[] Centers = [10, -2, 0.5, 100], Factors = [0.5, 2, 0, 0.01];

    [Fact]
    public void TheLargestDistanceIsTheScore()
    {
        var predictor = new DeviationPredictor(Centers, Factors, [], [], DeviationNorm.Largest, 1);
        Assert.Equal((4, 1, 0, "deviation"), (predictor.Width, predictor.Outputs, predictor.ComponentCount, predictor.Kind));
        // |14 − 10| / 2, |−1 + 2| · 2, nothing, |50 − 100| / 100.
        Assert.Equal(2, Score(predictor, [0, 1, 2, 3], [14, -1, 1e9f, 50]));
        Assert.Equal(5, Score(predictor, [0, 1, 3], [0, -2, 100]));
        // What is not named is 0.
        Assert.Equal(5, Score(predictor, [], []));
    }

    [Fact]
    public void TheRootOfTheMeanSquareIsTheScore()
    {
        var predictor = new DeviationPredictor(Centers, Factors, [], [], DeviationNorm.RootMeanSquare, 3);
        Assert.Equal((float)Math.Sqrt((4 + 4 + 0.25) / 3), Score(predictor, [0, 1, 2, 3], [14, -1, 7, 50]));
        Assert.Equal(0, Score(predictor, [0, 1, 3], [10, -2, 100]));
    }

    [Fact]
    public void WhatLiesAlongTheComponentsIsTakenAway()
    {
        double half = Math.Sqrt(0.5);
        var predictor = new DeviationPredictor([1, 1, 1], [1, 1, 1], [half, half, 0, 0, 0, 1], [], DeviationNorm.RootMeanSquare, 2);
        Assert.Equal(2, predictor.ComponentCount);
        Assert.Equal(0, Score(predictor, [0, 1, 2], [4, 4, 9]), 1e-7f);
        // (3, −3) is at a right angle to both: √((9 + 9) / 2).
        Assert.Equal(3, Score(predictor, [0, 1, 2], [4, -2, -80]), 1e-6f);
    }

    // Hashed text writes positions in any order, some of them twice.
    [Fact]
    public void EntriesComeInAnyOrderAndAreSummed()
    {
        var predictor = new DeviationPredictor(Centers, Factors, [0.5, 0.5, 0.5, 0.5], [], DeviationNorm.RootMeanSquare, 3);
        float one = Score(predictor, [0, 1, 3], [14, -1, 50]);
        Assert.Equal(one, Score(predictor, [3, 0, 1, 0], [50, 4, -1, 10]));
        var scores = new float[2];
        predictor.Score(new SparseRows([0, 0, 3], [0, 1, 3], [14, -1, 50]), scores);
        Assert.Equal([Score(predictor, [], []), one], scores);
        Assert.Contains("need room for 1, not 2", Assert.Throws<ArgumentException>(() => predictor.Score(new SparseRows([0, 0], [], []), new float[2])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeviationNorm.Largest)]
    [InlineData(DeviationNorm.RootMeanSquare)]
    public void WhatIsMissingLiesAtTheCentreWhereItMayBe(DeviationNorm norm)
    {
        var predictor = new DeviationPredictor(Centers, Factors, [], [1], norm, 1);
        Assert.Equal(Score(predictor, [0, 1, 3], [14, -2, 50]), Score(predictor, [0, 1, 3], [14, float.NaN, 50]));
        foreach (var (position, value) in ((int, float)[])[(0, float.NaN), (2, float.NaN), (0, float.PositiveInfinity), (1, float.NegativeInfinity), (2, float.PositiveInfinity)])
            Assert.False(float.IsFinite(Score(predictor, [position], [value])), $"{position} {value}");
    }

    [Fact]
    public void AFileHoldsIt()
    {
        var predictor = new DeviationPredictor(Centers, Factors, [0.5, 0.5, 0.5, 0.5], [1, 3], DeviationNorm.RootMeanSquare, 3);
        DeviationPredictor read = DeviationPredictor.Read(Bytes(predictor));
        Assert.Equal((predictor.Norm, predictor.Unit), (read.Norm, read.Unit));
        Assert.Equal(predictor.Centers.ToArray(), read.Centers.ToArray());
        Assert.Equal(predictor.Factors.ToArray(), read.Factors.ToArray());
        Assert.Equal(predictor.Components.ToArray(), read.Components.ToArray());
        Assert.Equal(predictor.Missing.ToArray(), read.Missing.ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Refused("4 centres do not go with 3 factors and 0 numbers", static () => new DeviationPredictor(Centers, [1, 1, 1], [], [], DeviationNorm.Largest, 1));
        Refused("4 centres do not go with 4 factors and 5 numbers", static () => new DeviationPredictor(Centers, Factors, new double[5], [], DeviationNorm.Largest, 1));
        Refused("0 centres", static () => new DeviationPredictor([], [], [], [], DeviationNorm.Largest, 1));
        Refused("Centres and components must be finite", static () => new DeviationPredictor([double.NaN], [1], [], [], DeviationNorm.Largest, 1));
        Refused("Centres and components must be finite", static () => new DeviationPredictor([0], [1], [double.PositiveInfinity], [], DeviationNorm.Largest, 1));
        Refused("Factors must be finite and at least 0", static () => new DeviationPredictor([0], [-1], [], [], DeviationNorm.Largest, 1));
        Refused("below 4, and one is 4", static () => new DeviationPredictor(Centers, Factors, [], [1, 4], DeviationNorm.Largest, 1));
        Refused("ascend and are below 4, and one is 1", static () => new DeviationPredictor(Centers, Factors, [], [1, 1], DeviationNorm.Largest, 1));
        Refused("7 is no norm", static () => new DeviationPredictor([0], [1], [], [], (DeviationNorm)7, 1));
        Refused("The unit of Largest is 1, and 2 was given", static () => new DeviationPredictor([0], [1], [], [], DeviationNorm.Largest, 2));
        Refused("is finite and above 0, and 0 was given", static () => new DeviationPredictor([0], [1], [], [], DeviationNorm.RootMeanSquare, 0));

        static void Refused(string problem, Func<object> make) => Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedBytesAreRefused()
    {
        byte[] file = Bytes(new DeviationPredictor(Centers, Factors, [0.5, 0.5, 0.5, 0.5], [1], DeviationNorm.RootMeanSquare, 3));
        for (int length = 0; length < file.Length; length++) Assert.Throws<FormatException>(() => DeviationPredictor.Read(file.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => DeviationPredictor.Read([.. file, 0]));
        foreach (int at in (int[])[0, 4, 8])
        {
            foreach (int wrong in (int[])[-1, 0, 7, int.MaxValue, int.MinValue])
            {
                byte[] damaged = [.. file];
                BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(at), wrong);
                Assert.Throws<FormatException>(() => DeviationPredictor.Read(damaged));
            }
        }
    }

    private static float Score(DeviationPredictor predictor, int[] positions, float[] values)
    {
        var scores = new float[1];
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        return scores[0];
    }

    private static byte[] Bytes(DeviationPredictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
