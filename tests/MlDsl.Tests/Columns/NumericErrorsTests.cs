using MlDsl.Columns;
using MlDsl.Testing;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

public sealed class NumericErrorsTests
{
    [Theory]
    [InlineData(float.NaN, "'Miles' is NaN: make it nullable and give null for a missing number")]
    [InlineData(float.PositiveInfinity, "'Miles' is infinite, or beyond the range of float: give a finite number, or null for a missing one")]
    [InlineData(float.NegativeInfinity, "'Miles' is -infinite, or beyond the range of float: give a finite number, or null for a missing one")]
    public void RefusesWhatIsNotFinite(float value, string message)
    {
        NumericEncoding encoding = Learn(new NumericOptions { Impute = Impute.Constant }, 1, 2);
        DenseSink sink = new(new float[1], 0);
        Action[] calls =
        [
            () => Learn(new NumericOptions(), value),
            () => encoding.Write(value, ref sink),
            () => encoding.WriteRaw(value, ref sink),
            () => encoding.WriteScaled((float?)value, ref sink),
        ];
        foreach (Action call in calls)
        {
            InvalidValueException error = Assert.Throws<InvalidValueException>(call);
            Assert.Equal(message, error.Message);
            Assert.Equal("Miles", error.Column);
        }
    }

    [Fact]
    public void RefusesAMissingValueWithoutImpute()
    {
        NumericEncoding encoding = Learn(new NumericOptions(), 1);
        const string Message = "'Miles' is missing: set Impute on its [Numeric], or give a value";
        Assert.Equal(Message, Assert.Throws<InvalidValueException>(() => Row(encoding, null)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidValueException>(() => Learn(new NumericOptions(), 1, null)).Message);
    }

    [Theory]
    [InlineData(Impute.Mean)]
    [InlineData(Impute.Median)]
    public void NamesAColumnThatIsAlwaysMissing(Impute impute) => Assert.Equal(
        "'Miles' is missing in all 2 training rows: use Impute.Constant, or leave the column out",
        Assert.Throws<InvalidValueException>(() => Learn(new NumericOptions { Impute = impute }, null, null)).Message);

    [Fact]
    public void TakesAnAlwaysMissingColumnWithAConstant() => Assert.Equal([0f],
        Row(Learn(new NumericOptions { Impute = Impute.Constant, Constant = 3, Scale = Scale.Standard }, null, null), null));

    [Fact]
    public void SaysThatThereAreNoRows() => Assert.Equal(
        "'Miles' has no training rows to learn from: give Fit at least one row",
        Assert.Throws<InvalidValueException>(() => Learn(new NumericOptions { Scale = Scale.Power })).Message);

    [Fact]
    public void LearnsNothingFromNoRowsWhereNothingIsToBeLearned() => Assert.Equal([4f], Row(Learn(new NumericOptions()), 4));

    public static TheoryData<NumericOptions, string> Contradictions => new()
    {
        { new() { Bins = 1 }, "'Miles': Bins is 1; it is 0 or 2 to 256" },
        { new() { Bins = 257 }, "'Miles': Bins is 257; it is 0 or 2 to 256" },
        { new() { Bins = 4, Scale = Scale.Log }, "'Miles': Bins and Scale exclude each other; leave one of them out" },
        { new() { Impute = Impute.Constant, Constant = 1e300 }, "'Miles': Constant is 1E+300; it is finite as a float" },
        { new() { Min = 2, Max = 1 }, "'Miles': Min is above Max, or one of them is NaN" },
        { new() { Min = double.NaN }, "'Miles': Min is above Max, or one of them is NaN" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void RefusesOptionsThatContradict(NumericOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new NumericLearner("Miles", options)).Message);
}
