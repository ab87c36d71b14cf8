using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>A made-up plan of one to six columns.</summary>
internal sealed class RandomPlan
{
    private readonly List<RandomColumn> columns = [];

    public RandomPlan(int seed, bool withText = true)
    {
        Random random = new(seed);
        int position = 0;
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            string name = $"Column{i}";
            columns.Add(random.Next(withText ? 10 : 9) switch
            {
                < 4 => RandomNumbers.Make(random, name, ref position),
                < 7 => RandomCategories.Make(random, name, ref position),
                < 9 => RandomTimes.Make(random, name, ref position),
                _ => RandomTimes.MakeText(random, name, ref position),
            });
        }
        Plan = new(Schema(columns), columns.Select(static c => c.Encoding));
    }

    public FeaturePlan Plan { get; }

    /// <summary>One value for each column.</summary>
    public Drawn[] Row() => [.. columns.Select(static c => c.Draw())];

    public static DatasetSchema Schema(IEnumerable<RandomColumn> columns) =>
        new("Made", [.. columns.Select(static c => new ColumnSchema(c.Encoding.Column.ToLowerInvariant(), c.Encoding.Column, c.Type, ColumnRole.None, "kind", true))], []);

    /// <summary>The features as (position, bits) in the order written, or the error.</summary>
    public static string Written(TypedWrite write)
    {
        SparseSink sink = new(4);
        try
        {
            write(ref sink);
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
        List<string> entries = [];
        for (int i = 0; i < sink.Count; i++) entries.Add($"{sink.Positions[i]}={BitConverter.SingleToUInt32Bits(sink.Values[i]):X8}");
        return string.Join(' ', entries);
    }
}
