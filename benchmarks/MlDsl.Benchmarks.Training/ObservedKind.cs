using System.Globalization;

namespace MlDsl.Benchmarks.Training;

/// <summary>Rows of one kind of column, a model of them, and what one writes by hand to count them.</summary>
internal interface IObservedKind<TModel, TRow, TInput> where TInput : struct
{
    static abstract TRow Make(Random random);

    static abstract TModel Fit(TRow[] rows);

    static abstract ReferenceProfile ReferenceOf(TModel model);

    static abstract TInput InputOf(TRow row);

    static abstract void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<TInput> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins;
}

internal readonly struct NumberKind : IObservedKind<NumberModel, NumberRow, NumberRow.Input>
{
    public static NumberRow Make(Random random)
    {
        return new NumberRow { A = random.NextSingle(), B = Math.Exp(random.NextDouble() * 3), C = random.Next(1000), D = random.NextSingle() * random.NextSingle(), Label = random.NextSingle() };
    }

    public static NumberModel Fit(NumberRow[] rows)
    {
        Split<NumberRow> split = Dataset<NumberRow>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 1);
        return NumberModel.Fit(split.Train).WithReference(split.Validation);
    }

    public static ReferenceProfile ReferenceOf(NumberModel model) => model.Reference!;

    public static NumberRow.Input InputOf(NumberRow row) => row.ToInput();

    public static void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<NumberRow.Input> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly NumberRow.Input row = ref rows[i];
            counts.Add(0, row.A);
            counts.Add(1, (float)row.B);
            counts.Add(2, row.C);
            counts.Add(3, row.D);
            counts.Add(4, said[i]);
        }
    }
}

internal readonly struct GapKind : IObservedKind<GapModel, GapRow, GapRow.Input>
{
    public static GapRow Make(Random random)
    {
        return new GapRow { A = random.Next(2) == 0 ? null : random.NextSingle(), B = random.Next(2) == 0 ? null : Math.Exp(random.NextDouble() * 3), C = random.Next(2) == 0 ? null : random.Next(1000), D = random.Next(2) == 0 ? null : random.NextSingle(), Label = random.NextSingle() };
    }

    public static GapModel Fit(GapRow[] rows)
    {
        Split<GapRow> split = Dataset<GapRow>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 1);
        return GapModel.Fit(split.Train).WithReference(split.Validation);
    }

    public static ReferenceProfile ReferenceOf(GapModel model) => model.Reference!;

    public static GapRow.Input InputOf(GapRow row) => row.ToInput();

    public static void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<GapRow.Input> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly GapRow.Input row = ref rows[i];
            counts.Add(0, row.A ?? float.NaN);
            counts.Add(1, (float?)row.B ?? float.NaN);
            counts.Add(2, row.C ?? float.NaN);
            counts.Add(3, row.D ?? float.NaN);
            counts.Add(4, said[i]);
        }
    }
}

internal readonly struct TextKind : IObservedKind<TextModel, TextRow, TextRow.Input>
{
    public static TextRow Make(Random random)
    {
        return new TextRow { A = Text("city ", 4), B = Text("vendor of the street ", 20), C = random.Next(4) == 0 ? null : Text("", 9), D = Text("category ", 30), Label = random.NextSingle() };

        // A text of its own, as one that was read from a request.
        string Text(string name, int different) => name + random.Next(different).ToString(CultureInfo.InvariantCulture);
    }

    public static TextModel Fit(TextRow[] rows)
    {
        Split<TextRow> split = Dataset<TextRow>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 1);
        return TextModel.Fit(split.Train).WithReference(split.Validation);
    }

    public static ReferenceProfile ReferenceOf(TextModel model) => model.Reference!;

    public static TextRow.Input InputOf(TextRow row) => row.ToInput();

    public static void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<TextRow.Input> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly TextRow.Input row = ref rows[i];
            counts.Add(0, row.A);
            counts.Add(1, row.B);
            counts.Add(2, row.C);
            counts.Add(3, row.D);
            counts.Add(4, said[i]);
        }
    }
}

internal readonly struct FlagKind : IObservedKind<FlagModel, FlagRow, FlagRow.Input>
{
    public static FlagRow Make(Random random)
    {
        return new FlagRow { A = random.Next(2) == 0, B = random.Next(3) == 0, C = random.Next(9) == 0, D = random.Next(2) == 0, Label = random.NextSingle() };
    }

    public static FlagModel Fit(FlagRow[] rows)
    {
        Split<FlagRow> split = Dataset<FlagRow>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 1);
        return FlagModel.Fit(split.Train).WithReference(split.Validation);
    }

    public static ReferenceProfile ReferenceOf(FlagModel model) => model.Reference!;

    public static FlagRow.Input InputOf(FlagRow row) => row.ToInput();

    public static void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<FlagRow.Input> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly FlagRow.Input row = ref rows[i];
            counts.Add(0, row.A);
            counts.Add(1, row.B);
            counts.Add(2, row.C);
            counts.Add(3, row.D);
            counts.Add(4, said[i]);
        }
    }
}

internal readonly struct TimeKind : IObservedKind<TimeModel, TimeRow, TimeRow.Input>
{
    public static TimeRow Make(Random random)
    {
        return new TimeRow { A = Time(), B = Time(), C = Time(), D = Time(), Label = random.NextSingle() };

        DateTime Time() => new DateTime(2026, 1, 1).AddMinutes(random.Next(60 * 24 * 28));
    }

    public static TimeModel Fit(TimeRow[] rows)
    {
        Split<TimeRow> split = Dataset<TimeRow>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 1);
        return TimeModel.Fit(split.Train).WithReference(split.Validation);
    }

    public static ReferenceProfile ReferenceOf(TimeModel model) => model.Reference!;

    public static TimeRow.Input InputOf(TimeRow row) => row.ToInput();

    public static void Count<TBins>(PlainBins<TBins> counts, ReadOnlySpan<TimeRow.Input> rows, ReadOnlySpan<float> said) where TBins : struct, IPlainBins
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly TimeRow.Input row = ref rows[i];
            counts.Add(0, row.A);
            counts.Add(1, row.B);
            counts.Add(2, row.C);
            counts.Add(3, row.D);
            counts.Add(4, said[i]);
        }
    }
}
