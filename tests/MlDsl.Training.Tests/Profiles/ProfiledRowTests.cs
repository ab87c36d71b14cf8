using MlDsl.Columns;

namespace MlDsl.Training.Tests.Profiles;

/// <summary>A typed value is profiled as what it is by name.</summary>
public sealed class ProfiledRowTests
{
    private static readonly ProfiledColumn[] Columns = ProfileRows.Columns;

    [Theory]
    [InlineData(1.5f)]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(null)]
    public void AFloatIsItself(float? value) => Same(0, row => row.Number(0, value), ColumnValues.Of(value));

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void ADoubleIsTheNearestFloatThatIsFinite(double? value) => Same(0, row => row.Number(0, value), ColumnValues.Of(value));

    [Theory]
    [InlineData(0L)]
    [InlineData(16_777_217L)]
    [InlineData(long.MinValue)]
    [InlineData(null)]
    public void AnIntegerIsTheNearestFloat(long? value) => Same(1, row => row.Integer(1, value), ColumnValues.Of(value));

    [Theory]
    [InlineData("north")]
    [InlineData("")]
    [InlineData(null)]
    public void ATextIsACategoryOrItsLength(string? value)
    {
        Same(2, row => row.Text(2, value), ColumnValues.Of(value));
        Same(4, row => row.Text(4, value), ColumnValues.Of(value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void AFlagIsACategory(bool? value) => Same(6, row => row.Flag(6, value), ColumnValues.Of(value));

    [Fact]
    public void NumbersOfCategoriesAreTexts()
    {
        foreach (long value in (long[])[0, 5, 1_023, 1_024, -3]) Same(2, row => row.Integer(2, value), ColumnValue.Integer(value));
        Same(2, static row => row.Number(2, 2.5f), ColumnValue.Number(2.5));
        Same(2, static row => row.Number(2, 1e-7), ColumnValue.Number(1e-7));
    }

    [Fact]
    public void ATimeIsTheHourOfItsWeek()
    {
        var random = new Random(3);
        foreach (DateTime time in (DateTime[])[DateTime.MinValue, DateTime.MaxValue, new(2026, 11, 28, 23, 59, 59), .. Enumerable.Range(0, 500).Select(_ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks)))])
            Assert.Equal(((((int)time.DayOfWeek + 6) % 7) * 24) + time.Hour, Columns[5].NumberOf(ColumnValue.Time(time)));
    }

    [Fact]
    public void AVectorIsItsNorm()
    {
        float[][] vectors = [[3, 4], [float.NaN, 2], [float.PositiveInfinity, 1], [float.MaxValue, float.MaxValue], []];
        foreach (float[] vector in vectors) Same(7, row => row.Vector(7, Elements.Of(vector)), ColumnValue.Vector(vector));
        Same(7, static row => row.Vector(7, Elements.Of((double[])[0.1, 0.2])), ColumnValue.Vector([0.1f, 0.2f]));
        Same(7, static row => row.Vector(7, Elements.Of((float[]?)null)), default);
        Same(7, static row => row.SparseVector(7, Elements.Of((int?[])[3, null, 4])), ColumnValue.Vector([3, float.NaN, 4]));
    }

    [Fact]
    public void WhatOnlyNamesARowIsLeftOut()
    {
        ProfiledColumn[] some = ProfiledColumn.AllOf(ProfileRows.Schema);
        var layout = new ProfileLayout(some, ProfileRows.Schema);
        var block = new ProfileBlock(layout);
        layout.To(block, 0).Text(6, "key 1");
        Assert.All(block.Texts, Assert.Null);
        // Behind the identifier columns go on at their own places.
        layout.To(block, 0).Flag(7, true);
        Assert.Equal("true", block.Texts[layout.Starts[6]]);
    }

    private static void Same(int column, Action<ProfiledRow> typed, ColumnValue named)
    {
        ProfileLayout layout = ProfileRows.LayoutOf(Columns);
        ProfileBlock one = new(layout), other = new(layout);
        foreach (int row in (int[])[0, ProfileBlock.MostRows - 1])
        {
            typed(layout.To(one, row));
            layout.To(other, row).Value(column, in named);
        }
        Assert.Equal(one.Numbers.Select(BitConverter.SingleToInt32Bits), other.Numbers.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(one.Texts, other.Texts);
    }
}
