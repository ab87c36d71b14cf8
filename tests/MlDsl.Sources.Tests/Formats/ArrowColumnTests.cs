using Apache.Arrow;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>Columns that have the property's own type, which are taken as they are: the same rows as value by value, and the same errors.</summary>
public sealed class ArrowColumnTests
{
    [Fact]
    public void NumbersTextsAndFlagsOfManyWindowsAreThoseOfTheirRows()
    {
        double?[] numbers = [.. Enumerable.Range(0, 1000).Select(static i => i % 7 == 3 ? (double?)null : i / 3.0)];
        string?[] texts = [.. Enumerable.Range(0, 1000).Select(static i => i % 5 == 1 ? null : new string((char)('a' + (i % 26)), i % 40))];
        bool?[] flags = [.. Enumerable.Range(0, 1000).Select(static i => i % 3 == 0 ? (bool?)null : i % 2 == 0)];
        var (ofNumbers, ofTexts, ofFlags) = (new DoubleArray.Builder(), new StringArray.Builder(), new BooleanArray.Builder());
        foreach (double? number in numbers) ofNumbers.Append(number);
        foreach (string? text in texts) ofTexts.Append(text);
        foreach (bool? flag in flags)
        {
            if (flag is { } there) ofFlags.Append(there);
            else ofFlags.AppendNull();
        }
        Assert.Equal(numbers, Of<NumberCell>(ofNumbers.Build()).Rows.Select(static c => c.V));
        Assert.Equal(texts, Of<TextCell>(ofTexts.Build()).Rows.Select(static c => c.V));
        Assert.Equal(flags, Of<FlagCell>(ofFlags.Build()).Rows.Select(static c => c.V));
        // A part of an array begins in the middle of its buffers.
        Assert.Equal(numbers[300..777], Of<NumberCell>(ofNumbers.Build().Slice(300, 477)).Rows.Select(static c => c.V));
        Assert.Equal(texts[300..777], Of<TextCell>((StringArray)ofTexts.Build().Slice(300, 477)).Rows.Select(static c => c.V));
        Assert.Equal(flags[300..777], Of<FlagCell>(ofFlags.Build().Slice(300, 477)).Rows.Select(static c => c.V));
    }

    [Fact]
    public void WhereTheTypesDifferValuesAreConverted()
    {
        IArrowArray[] arrays = [new Int64Array.Builder().Append(5).AppendNull().Build(), new Int64Array.Builder().Append(-6).Build()];
        Assert.Equal([5L, null, -6L], Of<IntegerCell>(arrays).Rows.Select(static c => c.V));
        Assert.Equal([5.0, null, -6.0], Of<NumberCell>(arrays).Rows.Select(static c => c.V));
        Assert.Equal(["5", null, "-6"], Of<TextCell>(arrays).Rows.Select(static c => c.V));
    }

    [Fact]
    public void OptionsHoldForThem()
    {
        DoubleArray numbers = new DoubleArray.Builder().Append(1.5).Append(double.NaN).Append(2.5).Build();
        Assert.Contains("record batch 1, row 2: 'NaN' is not a finite Double in column 'v' (NumberCell.V); if NaN stands for a missing value, set NaNIsMissing", Message<NumberCell>(numbers), StringComparison.Ordinal);
        Assert.Equal([1.5, null, 2.5], Of<NumberCell>(new ArrowStreamOptions { NaNIsMissing = true }, numbers).Rows.Select(static c => c.V));
        Assert.Contains("a number is finite: correct it", Message<NumberCell>(new DoubleArray.Builder().Append(double.PositiveInfinity).Build()), StringComparison.Ordinal);

        StringArray texts = new StringArray.Builder().Append("-").Append("m").Append("f").Build();
        Assert.Equal([null, "m", "f"], Of<TextCell>(new ArrowStreamOptions { Missing = ["-"] }, texts).Rows.Select(static c => c.V));
        var spelled = new ArrowStreamOptions { Spellings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["v"] = new Dictionary<string, string> { ["m"] = "male", ["7"] = "8" } } };
        Assert.Equal(["-", "male", "f"], Of<TextCell>(spelled, texts).Rows.Select(static c => c.V));
        Assert.Equal([8L, 9L], Of<IntegerCell>(spelled, new Int64Array.Builder().Append(7).Append(9).Build()).Rows.Select(static c => c.V));
        Assert.Contains("row 2: ", Message<TextCell>(new StringArray.Builder().Append("a").Append([0xFF, 0x28]).Build()), StringComparison.Ordinal);
    }

    private static string Message<TRow>(IArrowArray array) where TRow : IRow<TRow> => Assert.Throws<DataFormatException>(() => Of<TRow>(array).Count()).Message;

    private static Dataset<TRow> Of<TRow>(params IArrowArray[] arrays) where TRow : IRow<TRow> => Of<TRow>(new ArrowStreamOptions(), arrays);

    private static Dataset<TRow> Of<TRow>(ArrowStreamOptions options, params IArrowArray[] arrays) where TRow : IRow<TRow>
    {
        var schema = new Schema([new Field("v", arrays[0].Data.DataType, true)], null);
        return Dataset<TRow>.FromArrow([.. arrays.Select(array => new RecordBatch(schema, [array], array.Length))], options);
    }
}
