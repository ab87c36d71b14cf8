using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.Tests.Plans;

/// <summary>A value as data gives the features, and the errors, of the typed value.</summary>
[Collection(Alone.Name)]
public sealed class EncodingTests
{
    [Fact]
    public void WritesWhatTheTypedValueWrites()
    {
        int refused = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            RandomPlan made = new(seed);
            for (int i = 0; i < 40; i++)
            {
                Drawn[] row = made.Row();
                for (int c = 0; c < row.Length; c++)
                {
                    IEncoding encoding = made.Plan.Encodings[c];
                    ColumnValue value = row[c].Value;
                    string expected = RandomPlan.Written(row[c].Write);
                    if (expected.Contains(' ', StringComparison.Ordinal) && !expected.Contains('=', StringComparison.Ordinal)) refused++;
                    Assert.True(expected == RandomPlan.Written((ref SparseSink sink) => encoding.Write(in value, ref sink)),
                        $"seed {seed}, {made.Plan.Columns[c].Type}: {value}");
                }
            }
        }
        Assert.True(refused > 100, $"only {refused} values were refused");
    }

    [Fact]
    public void StepsCoverEveryPosition()
    {
        for (int seed = 0; seed < 300; seed++)
            foreach (IEncoding encoding in new RandomPlan(seed).Plan.Encodings)
                Assert.Equal(encoding.Width, encoding.Ops.Sum(static op => op.Width));
    }

    [Fact]
    public void NamesAValueOfAnotherKind()
    {
        int position = 0;
        NumericEncoding number = Tests.Columns.Written.Learn(new NumericOptions(), 1, 2);
        CategoryEncoding<string> category = Tests.Columns.Written.Learn(new CategoryOptions(), "S");
        DatePartsEncoding date = new("Picked", DatePart.Month, false, ref position);
        TextEncoding text = Tests.Columns.Written.Learn(new TextOptions { HashBits = 4 }, "a");
        Refuses("'Miles' is the text 'x', and the column holds a number, an integer or a flag: give one", number, ColumnValue.Text("x"));
        Refuses("'Port' is the number 2.5, and the column holds categories of the type string: give one", category, ColumnValue.Number(2.5));
        Refuses("'Picked' is the integer 20240229, and the column holds a time or a date: give one", date, ColumnValue.Integer(20240229));
        Refuses("'Comment' is the class 'Red', and the column holds a text: give one", text, ColumnValue.Class(1, "Red"));

        static void Refuses(string message, IEncoding encoding, ColumnValue value) =>
            Assert.Equal(message, RandomPlan.Written((ref SparseSink sink) => encoding.Write(in value, ref sink)));
    }

    [Fact]
    public void NothingIsAllocatedForAValue()
    {
        int position = 0;
        IEncoding[] encodings =
        [
            Tests.Columns.Written.Learn(new NumericOptions { Scale = Scale.Standard }, 1, 2),
            Tests.Columns.Written.Learn(new CategoryOptions(), "S", "C"),
            Tests.Columns.Written.Learn(new CategoryOptions { Encoding = CategoricalEncoding.Hashed }, "S"),
            new DatePartsEncoding("Picked", DatePart.Month | DatePart.Hour, true, ref position),
        ];
        ColumnValue[] values = [ColumnValue.Number(2.5), ColumnValue.Text("C"), ColumnValue.Text("é"), ColumnValue.Time(new DateTime(2024, 2, 29))];
        CategoryLearner<decimal> learner = new("Price", new());
        learner.Add(0.5m, 0, 0);
        IEncoding exact = learner.Finish(ref position, FoldFilter.All);
        SparseSink sink = new(64);
        Allocations.AssertNone(() =>
        {
            sink.Clear();
            for (int i = 0; i < encodings.Length; i++) encodings[i].Write(in values[i], ref sink);
            exact.Write(ColumnValue.Number(0.50m), ref sink);
        }, 1, 30);
    }
}
