using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up columns that are no features, and what stands on features beside their kind.</summary>
internal static class Roles
{
    /// <summary>Adds them to the features, and returns the split that they ask for, as C#.</summary>
    public static string Add(Random random, List<MadeColumn> columns, bool hasClasses, bool needsGroup)
    {
        // Names of columns in files, and attributes that no feature heeds.
        for (int i = 0; i < columns.Count; i++)
        {
            if (random.Next(4) == 0) columns[i] = columns[i] with { Attributes = $"[Column(\"{columns[i].Member} in the file\")] {columns[i].Attributes}" };
            if (random.Next(8) == 0 && columns[i].Length == 0) columns[i] = columns[i] with { Attributes = "[Sensitive] " + columns[i].Attributes };
        }
        bool hasGroups = random.Next(5) == 0 | needsGroup, hasTimes = random.Next(5) == 0;
        if (hasGroups)
        {
            MadeColumn group = Of(random, "Household", "[Group]", "int", "string", "System.Guid", "Color");
            // A query has rows to rank: of numbers there are few.
            columns.Add(needsGroup && group.Type == "int" ? group with { Draws = new NumberDraws("int", 2) } : group);
        }
        if (hasTimes)
        {
            string type = random.Next(3) switch { 0 => "System.DateTime", 1 => "System.DateTimeOffset", _ => "System.DateOnly" };
            columns.Add(new("Happened", type, "[EventTime]", new InstantDraws(type)));
        }
        if (random.Next(3) == 0) columns.Add(new("Weighed", "float", "[Weight]", new WeightDraws()));
        if (random.Next(5) == 0) columns.Add(Of(random, "Key", "[Id]", "long", "string", "System.Guid"));
        if (random.Next(6) == 0) columns.Add(Of(random, "Later", "[Column(Available = Availability.AfterOutcome)]", "double", "string"));
        for (int i = random.Next(3); i > 0; i--) columns.Add(OtherColumns.MakeBare(random, $"Bare{i}"));
        return (hasGroups, hasTimes) switch
        {
            (true, _) => "SplitByGroup(0.1, 0.1, seed: 1)",
            (_, true) => "SplitByTime(0.1, 0.1)",
            _ => hasClasses && random.Next(3) == 0 ? "SplitStratified(0.1, 0.1, seed: 1)" : "SplitRandom(0.1, 0.1, seed: 1)",
        };
    }

    private static MadeColumn Of(Random random, string member, string attributes, params string[] types)
    {
        string type = types[random.Next(types.Length)];
        return new(member, type, attributes, type is "int" or "long" ? new NumberDraws(type, 3) : CategoryColumns.DrawsOf(type, random));
    }
}
