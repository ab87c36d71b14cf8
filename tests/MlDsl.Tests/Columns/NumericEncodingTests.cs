using MlDsl.Columns;
using MlDsl.Testing;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

/// <summary>Reference values are scikit-learn's (1.2.1) for the same ten numbers.</summary>
public sealed class NumericEncodingTests
{
    private static readonly float?[] Values = [0.5f, 2, 3.25f, -1.5f, 10, 4, 4, 7.75f, -3, 120];

    public static TheoryData<Scale, double[], double> Scalers => new()
    {
        {
            Scale.Standard,
            [
                -0.4023256207692294, -0.3598264354767051, -0.3244104477329349, -0.4589912011592617, -0.1331641139165759,
                -0.30316085508667284, -0.30316085508667284, -0.19691289185536226, -0.5014903864517859, 2.983442807535201,
            ],
            1e-6
        },
        {
            Scale.Robust,
            [
                -0.5263157894736842, -0.2736842105263158, -0.06315789473684211, -0.8631578947368421, 1.0736842105263158,
                0.06315789473684211, 0.06315789473684211, 0.6947368421052632, -1.1157894736842104, 19.6,
            ],
            2e-6
        },
        {
            Scale.MinMax,
            [
                0.02845528455284553, 0.04065040650406504, 0.0508130081300813, 0.012195121951219513, 0.10569105691056913,
                0.05691056910569106, 0.05691056910569106, 0.08739837398373984, 0, 1,
            ],
            1e-7
        },
        {
            // StandardScaler of sign(x) · log1p(|x|).
            Scale.Log,
            [
                -0.5547315584194286, -0.13566357191433775, 0.07491823400934959, -1.3538483608065839, 0.6498664270967534,
                0.17317511575642222, 0.17317511575642222, 0.5115117173380771, -1.6380065887878077, 2.099603469971133,
            ],
            1e-6
        },
        {
            // PowerTransformer, λ = 0.254745356.
            Scale.Power,
            [
                -0.28611806843694415, -0.05958243174418795, 0.07027345892939688, -1.0109922882439881, 0.4895121076637834,
                0.13492067335949157, 0.13492067335949157, 0.3791619221748071, -1.982356826483316, 2.1302607794214654,
            ],
            1e-5
        },
    };

    [Theory]
    [MemberData(nameof(Scalers))]
    public void ScalesAsScikitLearnDoes(Scale scale, double[] expected, double tolerance)
    {
        NumericEncoding encoding = Learn(new NumericOptions { Scale = scale }, Values);
        Near(expected, Values.Select(v => Row(encoding, v)[0]), tolerance);
    }

    [Theory]
    [InlineData(Impute.Mean, 3.7f, 3.7, 2.197401062)]
    [InlineData(Impute.Median, 3f, 3.5, 2.220038610)]
    [InlineData(Impute.Constant, -2f, 2.0714285714285716, 3.385141603163653)]
    public void FillsBeforeItScales(Impute impute, float fill, double mean, double deviation)
    {
        // The mean and the median are SimpleImputer's, then StandardScaler's mean_ and scale_; the constant's are NumPy's.
        NumericOptions options = new() { Scale = Scale.Standard, Impute = impute, Constant = -2, Indicator = true };
        NumericEncoding encoding = Learn(options, 1, 2, null, 4, null, 8.5f, 3);
        Assert.Equal(fill, encoding.Fill);
        Near([mean, 1 / deviation], [(float)encoding.Offset, (float)encoding.Factor], 1e-6);
        Near([(fill - mean) / deviation, 1], Row(encoding, null), 1e-6);
        Near([(8.5 - mean) / deviation, 0], Row(encoding, 8.5f), 1e-6);
        Assert.Equal(["Miles", "Miles missing"], Names(encoding.AppendNames));
    }

    [Theory]
    [InlineData(4, new[] { 0.875f, 3.625f, 6.8125f }, new[] { 0, 1, 1, 0, 3, 2, 2, 3, 0, 3 })]
    [InlineData(5, new[] { 0.1f, 2.75f, 4, 8.2f }, new[] { 1, 1, 2, 0, 4, 3, 3, 3, 0, 4 })]
    public void PutsValuesIntoTheBinsOfKBinsDiscretizer(int bins, float[] edges, int[] places)
    {
        NumericEncoding encoding = Learn(new NumericOptions { Bins = bins }, Values);
        Assert.Equal(edges, encoding.Edges.ToArray());
        for (int i = 0; i < places.Length; i++)
        {
            float[] expected = new float[bins];
            expected[places[i]] = 1;
            Assert.Equal(expected, Row(encoding, Values[i]));
        }
    }

    [Fact]
    public void CollapsesEqualEdgesAndNamesTheBins()
    {
        NumericOptions options = new() { Bins = 4, Impute = Impute.Constant, Constant = 7, Indicator = true };
        NumericEncoding encoding = Learn(options, 0, 0, 0, 0, 0, 1.5f, 1.5f, 9);
        Assert.Equal(["Miles in (-∞, 1.5)", "Miles in [1.5, ∞)", "Miles missing"], Names(encoding.AppendNames));
        Assert.Equal([1, 0, 0], Row(encoding, -5));
        Assert.Equal([0, 1, 0], Row(encoding, 1.5f));
        Assert.Equal([0, 1, 1], Row(encoding, null));
    }

    [Fact]
    public void ClipsAfterItFillsAndBeforeItScales()
    {
        NumericOptions options = new() { Scale = Scale.MinMax, Impute = Impute.Constant, Constant = 50, Min = 0, Max = 10 };
        NumericEncoding encoding = Learn(options, -4, 5, null);
        Assert.Equal((0, 0.1f), (encoding.Offset, encoding.Factor));
        Assert.Equal([1f], Row(encoding, null));
        Assert.Equal([0f], Row(encoding, -1e30f));
        Assert.Equal([1f], Row(encoding, 1e30f));
        Assert.Equal([0.5f], Row(encoding, 5));
    }

    [Theory]
    [InlineData(Scale.Standard)]
    [InlineData(Scale.MinMax)]
    [InlineData(Scale.Robust)]
    [InlineData(Scale.Log)]
    [InlineData(Scale.Power)]
    public void ScalesAConstantColumnToZero(Scale scale)
    {
        // 0.1 is not exact in binary, so that sums in floating point would leave a spread.
        NumericEncoding encoding = Learn(new NumericOptions { Scale = scale }, [.. Enumerable.Repeat<float?>(0.1f, 1000)]);
        Assert.Equal([0f], Row(encoding, 0.1f));
        Assert.Equal(0f, Row(encoding, float.MaxValue)[0]);
        Assert.Equal(0f, Row(encoding, float.MinValue)[0]);
    }

    [Fact]
    public void ShortPathsWriteWhatTheGeneralOneWrites()
    {
        NumericEncoding raw = Learn(new NumericOptions { Impute = Impute.Mean, Indicator = true }, Values);
        NumericEncoding scaled = Learn(new NumericOptions { Scale = Scale.Robust, Impute = Impute.Mean, Indicator = true }, Values);
        foreach (float? value in Values.Append(null))
        {
            float[] row = new float[2];
            DenseSink sink = new(row, 0);
            raw.WriteRaw(value, ref sink);
            Assert.Equal(Row(raw, value), row);
            Array.Clear(row);
            scaled.WriteScaled(value, ref sink);
            Assert.Equal(Row(scaled, value), row);
            // The caller's position counts, not the encoding's.
            float[] shifted = new float[5];
            DenseSink behind = new(shifted, 0);
            scaled.WriteScaled(value, 3, ref behind);
            Assert.Equal([0, 0, 0, .. row], shifted);
            Array.Clear(shifted);
            raw.WriteRaw(value, 1, ref behind);
            Assert.Equal([0, .. Row(raw, value), 0, 0], shifted);
        }
    }

    [Fact]
    public void MovesThePositionBehindItself()
    {
        NumericLearner learner = new("Miles", new NumericOptions { Bins = 3, Impute = Impute.Mean, Indicator = true });
        foreach (float value in (float[])[1, 2, 3, 4]) learner.Add(value);
        int position = 7;
        NumericEncoding encoding = learner.Finish(ref position);
        Assert.Equal((7, 4, 11), (encoding.Position, encoding.Width, position));
    }

    [Fact]
    public void LearnsOnAfterItFinished()
    {
        NumericOptions options = new() { Scale = Scale.MinMax, Impute = Impute.Mean };
        NumericLearner learner = new("Miles", options), other = new("Miles", options);
        int position = 0;
        learner.Add(1f);
        learner.Add(3f);
        Assert.Equal(2f, learner.Finish(ref position).Fill);
        learner.Add(8f);
        Assert.Equal((4, 1f / 7), (learner.Finish(ref position).Fill, learner.Finish(ref position).Factor));
        other.Add(12f);
        learner.Merge(other);
        Assert.Equal(6f, learner.Finish(ref position).Fill);
    }
}
