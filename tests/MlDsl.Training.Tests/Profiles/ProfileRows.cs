using MlDsl.Columns;

namespace MlDsl.Training.Tests.Profiles;

/// <summary>Rows of every kind of column, and their sketches over any partition.</summary>
internal static class ProfileRows
{
    public static readonly ColumnSchema[] Schema =
    [
        new("Age", "Age", "float?", ColumnRole.None, "Numeric()", true) { Unit = "years" },
        new("Count", "Count", "int", ColumnRole.None, "Numeric()", true),
        new("City", "City", "string?", ColumnRole.None, "Categorical()", true),
        new("Group", "Group", "string", ColumnRole.Sensitive, "Categorical()", true),
        new("Said", "Said", "string", ColumnRole.None, "Text()", true),
        new("At", "At", "System.DateTime", ColumnRole.EventTime, "DateParts()", true),
        new("Key", "Key", "string", ColumnRole.Id, "", true),
        new("Flag", "Flag", "bool", ColumnRole.None, "", true),
        new("Parts", "Parts", "float[]", ColumnRole.None, "Numeric()", true) { Length = 2 },
    ];

    public static ProfiledColumn[] Columns => ProfiledColumn.AllOf(Schema);

    /// <summary>Row by row the values of the profiled columns, and the row's time.</summary>
    public static (ColumnValue[] Values, long Ticks)[] Made(int rows, int seed, int cities = 40)
    {
        var random = new Random(seed);
        var made = new (ColumnValue[], long)[rows];
        for (int i = 0; i < rows; i++)
        {
            double x = random.NextDouble();
            DateTime time = new DateTime(2024, 1, 1).AddHours(random.Next(24 * 40));
            made[i] =
            ([
                random.Next(9) == 0 ? default : ColumnValue.Number((float)(100 * x * x)),
                ColumnValue.Integer((long)(20 * x) + random.Next(3)),
                random.Next(12) == 0 ? default : ColumnValue.Text("city " + (int)(cities * x * random.NextDouble())),
                ColumnValue.Text(random.Next(200) == 0 ? "rare" : random.Next(2) == 0 ? "a" : "b"),
                ColumnValue.Text(new string('x', random.Next(300))),
                ColumnValue.Time(time),
                ColumnValue.Flag(x > 0.5),
                ColumnValue.Vector([(float)x, random.Next(5) == 0 ? float.NaN : 3f]),
            ], time.Ticks);
        }
        return made;
    }

    /// <summary>Inputs of these columns and no others.</summary>
    public static ProfileLayout LayoutOf(params ProfiledColumn[] columns) =>
        new(columns, [.. columns.Select(static c => new ColumnSchema(c.Name, c.Name, "", ColumnRole.None, "", true))]);

    /// <summary>Hands a row on.</summary>
    public static void Add(this ProfileFeed feed, long number, long ticks, params ReadOnlySpan<ColumnValue> values)
    {
        ProfiledRow next = feed.Next;
        for (int i = 0; i < values.Length; i++) next.Value(i, in values[i]);
        feed.EndRow(number, ticks);
    }

    /// <summary>The sketch of all rows, one after the other.</summary>
    public static ProfileSketch Sketch((ColumnValue[] Values, long Ticks)[] rows) => Sketch(rows, 1, static _ => 0);

    /// <summary>The sketch of all rows, of which threads take in their parts at the same time, every second one from the last on.</summary>
    public static ProfileSketch Sketch((ColumnValue[] Values, long Ticks)[] rows, int parts, Func<int, int> partOf)
    {
        var sketch = new ProfileSketch(LayoutOf(Columns), isTimed: true);
        Thread[] threads = [.. Enumerable.Range(0, parts).Select(part => new Thread(() => Take(sketch, part)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return sketch;

        void Take(ProfileSketch sketch, int part)
        {
            var feed = new ProfileFeed(sketch, from: part);
            foreach (int row in part % 2 == 1 ? Enumerable.Range(0, rows.Length).Reverse() : Enumerable.Range(0, rows.Length))
                if (partOf(row) == part) feed.Add(row, rows[row].Ticks, rows[row].Values);
            feed.Flush();
        }
    }

    /// <summary>The profile's bytes.</summary>
    public static byte[] Bytes(ProfileSketch sketch) => ReferenceFile.Write(sketch.Finish(ProfileOptions.Default));
}
