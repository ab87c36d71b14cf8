using System.Buffers;
using System.Buffers.Binary;

namespace MlDsl.Tests.Predictors;

public sealed class FactorizationPredictorTests
{
    private static readonly int[] Fields = [0, 0, 1, 2, 2, 2];

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, true)]
    [InlineData(3, true)]
    [InlineData(0, false)]
    public void ScoresAreSumsOverPairsByHand(int depth, bool isNormalized)
    {
        FactorizationPredictor predictor = Make(depth, isNormalized, seed: depth);
        Assert.Equal((6, 3, depth, 1), (predictor.Width, predictor.FieldCount, predictor.FactorCount, predictor.Outputs));
        var random = new Random(5);
        for (int row = 0; row < 200; row++)
        {
            float[] x = [.. Fields.Select(_ => random.Next(3) == 0 ? 0 : (float)(random.NextDouble() * 4) - 2)];
            int[] positions = [.. Enumerable.Range(0, x.Length).Where(j => x[j] != 0)];
            float[] scores = Score(predictor, positions, [.. positions.Select(j => x[j])]);
            Assert.Equal(ByHand(predictor, x, depth < 8 ? 0 : depth), scores[0], 1e-4);
            Assert.Equal(scores, Score(FactorizationPredictor.Read(Bytes(predictor)), positions, [.. positions.Select(j => x[j])]));
        }
    }

    // Hashed text writes positions in any order, some of them twice.
    [Fact]
    public void EntriesComeInAnyOrderAndAreSummed()
    {
        FactorizationPredictor predictor = Make(8, true, seed: 2);
        float[] expected = Score(predictor, [1, 2, 5], [0.5f, 3, 1.5f]);
        Assert.Equal(expected, Score(predictor, [5, 1, 2, 5], [0.5f, 0.5f, 3, 1]));
        var scores = new float[3];
        predictor.Score(new SparseRows([0, 3, 3, 7], [1, 2, 5, 5, 1, 2, 5], [0.5f, 3, 1.5f, 0.5f, 0.5f, 3, 1]), scores);
        Assert.Equal([expected[0], 0, expected[0]], scores);
    }

    [Theory]
    [InlineData(1e30f, true)]
    [InlineData(1e30f, false)]
    [InlineData(float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NaN, true)]
    [InlineData(float.NaN, false)]
    public void WhatNoFloatHoldsIsNoScore(float value, bool isNormalized) => Assert.False(float.IsFinite(Score(Make(8, isNormalized, seed: 1), [0, 2], [value, 1])[0]));

    [Fact]
    public void ARowTooLittleForALengthIsLeftAsItIs() => Assert.Equal(0, Score(Make(8, true, seed: 1), [0], [1e-30f])[0], 1e-25f);

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Refused("feature 1 is of field 2", static () => new FactorizationPredictor([0, 2], [1, 1], [], false));
        Refused("feature 0 is of field 1", static () => new FactorizationPredictor([1], [1], [], false));
        Refused("feature 2 is of field 0", static () => new FactorizationPredictor([0, 1, 0], [1, 1, 1], [], false));
        Refused("must be finite", static () => new FactorizationPredictor([0], [float.NaN], [], false));
        Refused("must be finite", static () => new FactorizationPredictor([0], [1], [float.PositiveInfinity], false));
        Refused("2 features of 2 fields do not go with 2 weights and 7 factors", static () => new FactorizationPredictor([0, 1], [1, 1], new float[7], false));
        Refused("0 features", static () => new FactorizationPredictor([], [], [], false));
        Assert.Contains("need room for 1, not 2", Assert.Throws<ArgumentException>(static () => Make(8, false, 1).Score(new SparseRows([0, 0], [], []), new float[2])).Message, StringComparison.Ordinal);

        static void Refused(string problem, Func<object> make) => Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedBytesAreRefused()
    {
        byte[] file = Bytes(Make(8, true, seed: 1));
        for (int length = 0; length < file.Length; length++) Assert.Throws<FormatException>(() => FactorizationPredictor.Read(file.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => FactorizationPredictor.Read([.. file, 0]));
        foreach (int at in (int[])[0, 4, 8])
        {
            foreach (int wrong in (int[])[-1, 0, 1, int.MaxValue, int.MinValue])
            {
                byte[] damaged = [.. file];
                BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(at), wrong);
                Assert.Throws<FormatException>(() => FactorizationPredictor.Read(damaged));
            }
        }
        byte[] flag = [.. file], field = [.. file];
        flag[12] = 2;
        Assert.Throws<FormatException>(() => FactorizationPredictor.Read(flag));
        BinaryPrimitives.WriteInt32LittleEndian(field.AsSpan(13 + (4 * 5)), 1);
        Assert.Contains("the last feature is of field 1, and there are 3", Assert.Throws<FormatException>(() => FactorizationPredictor.Read(field)).Message, StringComparison.Ordinal);
    }

    private static FactorizationPredictor Make(int depth, bool isNormalized, int seed)
    {
        var random = new Random(seed);
        return new FactorizationPredictor(Fields, Numbers(Fields.Length), Numbers(Fields.Length * 3 * depth), isNormalized);

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    private static double ByHand(FactorizationPredictor predictor, float[] x, int counted)
    {
        double length = predictor.IsNormalized ? Math.Sqrt(x.Sum(static value => (double)value * value)) : 1, sum = 0;
        if (length == 0) return 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += predictor.Weights[j] * x[j] / length;
            for (int k = j + 1; k < x.Length; k++)
                for (int i = 0; i < counted; i++) sum += (double)Factor(j, Fields[k], i) * Factor(k, Fields[j], i) * x[j] * x[k] / (length * length);
        }
        return sum;

        float Factor(int feature, int field, int place) => predictor.Factors[(((feature * predictor.FieldCount) + field) * predictor.FactorCount) + place];
    }

    private static float[] Score(FactorizationPredictor predictor, int[] positions, float[] values)
    {
        var scores = new float[1];
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        return scores;
    }

    private static byte[] Bytes(FactorizationPredictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
