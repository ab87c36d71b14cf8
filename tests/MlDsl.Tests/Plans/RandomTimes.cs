using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>Made-up columns of times and of texts.</summary>
internal static class RandomTimes
{
    public static RandomColumn Make(Random random, string name, ref int position)
    {
        bool isNullable = random.Next(2) == 0;
        DatePart parts = (DatePart)random.Next(1, 512);
        int kind = random.Next(3);
        DatePartsEncoding encoding;
        if (kind == 0)
        {
            DatePartsLearner learner = new(name, new(parts, random.Next(2) == 0));
            learner.Add(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            encoding = learner.Finish(ref position);
        }
        else encoding = new(name, parts, random.Next(2) == 0, ref position);
        string type = kind switch { 0 => "System.DateTime", 1 => "System.DateTimeOffset", _ => "System.DateOnly" };
        return new(isNullable ? type + "?" : type, encoding, () =>
        {
            if (isNullable && random.Next(6) == 0) return new(ColumnValue.Missing, (ref SparseSink sink) => encoding.Write((DateTime?)null, ref sink));
            DateTime time = Time(random);
            if (kind == 0)
            {
                time = DateTime.SpecifyKind(time, random.Next(2) == 0 ? DateTimeKind.Utc : DateTimeKind.Unspecified);
                return new(ColumnValue.Time(time), (ref SparseSink sink) => encoding.Write(time, ref sink));
            }
            if (kind == 2)
            {
                DateOnly date = DateOnly.FromDateTime(time);
                return new(ColumnValue.Date(date), (ref SparseSink sink) => encoding.Write(date, ref sink));
            }
            DateTimeOffset offset = new(time.AddDays(time.Year == 1 ? 2 : time.Year == 9999 ? -2 : 0), TimeSpan.FromMinutes(random.Next(-10, 10) * 45));
            return new(ColumnValue.Time(offset), (ref SparseSink sink) => encoding.Write(offset, ref sink));
        });
    }

    public static RandomColumn MakeText(Random random, string name, ref int position)
    {
        TextOptions options = new() { WordNgrams = random.Next(1, 4), CharNgrams = random.Next(0, 5), HashBits = random.Next(2, 9), TfIdf = random.Next(2) == 0, Normalize = random.Next(2) == 0 };
        TextLearner learner = new(name, options);
        for (int i = 0; i < 20; i++) learner.Add(Words(random));
        TextEncoding encoding = learner.Finish(ref position);
        return new("string?", encoding, () =>
        {
            string? text = random.Next(5) == 0 ? null : Words(random);
            return new(ColumnValue.Text(text), (ref SparseSink sink) => encoding.Write(text, ref sink));
        });
    }

    private static string Words(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(6)).Select(_ => new[] { "one", "two", "Three", "für", "日本", "7" }[random.Next(6)]));

    // Leap days, ends of months and years, centuries, and the hours where sine or cosine is 0.
    private static DateTime Time(Random random) => random.Next(8) switch
    {
        0 => new DateTime(random.Next(2) == 0 ? 2024 : 2000, 2, 29).AddHours(random.Next(4) * 6),
        1 => new DateTime(random.Next(1, 10_000), 12, 31).AddTicks(TimeSpan.TicksPerDay - 1),
        2 => new DateTime(random.Next(1, 10_000), random.Next(1, 13), 1),
        3 => new DateTime(100 * random.Next(1, 100), 3, 1).AddTicks(-random.Next(2)),
        4 => random.Next(2) == 0 ? DateTime.MinValue : DateTime.MaxValue,
        5 => new DateTime(2026, random.Next(2) == 0 ? 3 : 10, 29, random.Next(24), random.Next(60), 0),
        _ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks + 1)),
    };
}
