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

    /// <summary>The sketch of the rows that a filter chooses.</summary>
    public static ProfileSketch Sketch((ColumnValue[] Values, long Ticks)[] rows, Func<int, bool> isChosen, bool reversed = false)
    {
        var sketch = new ProfileSketch(Columns, isTimed: true);
        foreach (int row in reversed ? Enumerable.Range(0, rows.Length).Reverse() : Enumerable.Range(0, rows.Length))
        {
            if (!isChosen(row)) continue;
            for (int i = 0; i < rows[row].Values.Length; i++) sketch.Add(i, in rows[row].Values[i]);
            sketch.EndRow(row, rows[row].Ticks);
        }
        return sketch;
    }

    /// <summary>The profile's bytes.</summary>
    public static byte[] Bytes(ProfileSketch sketch) => ReferenceFile.Write(sketch.Finish(ProfileOptions.Default));
}
