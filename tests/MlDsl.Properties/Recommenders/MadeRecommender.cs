using MlDsl.Properties.Schemas;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Recommenders;

/// <summary>A made-up recommender: ids, events, ratings and a trainer.</summary>
internal sealed class MadeRecommender : IMadeModel
{
    private static readonly string[] Types = ["string", "System.Guid", "string", .. Numbers.Integers];

    // Beside usual ids some that are easily lost.
    private static readonly string[] Odd = [" ", "für", "FÜR", "fu\u0308r", "日本", "😀", "two words", "a\nb", "\0", new string('x', 300)];

    // One after the other, so that a few recommenders have all of them.
    private static readonly (string Kind, Func<Random, string> Options)[] Kinds =
    [
        ("ImplicitAls", static random => FormattableString.Invariant($"{Factors(random)}, Alpha = {random.Next(1, 40) / 10.0}, Penalty = {random.Next(1, 40) / 10.0}, PenaltyGrowth = {random.Next(0, 11) / 10.0}")),
        ("ExplicitAls", static random => FormattableString.Invariant($"{Factors(random)}, Penalty = {random.Next(1, 20) / 10.0}, PenaltyGrowth = {random.Next(0, 11) / 10.0}")),
        ("Bpr", static random => FormattableString.Invariant($"{Factors(random)}, LearningRate = {random.Next(1, 20) / 100.0}, Penalty = {random.Next(0, 10) / 100.0}")),
        ("Popularity", static _ => ""),
        ("ItemNeighbours", static random => FormattableString.Invariant($"Neighbours = {random.Next(1, 30)}, Shrinkage = {random.Next(0, 20)}")),
    ];

    private readonly int seed, index;

    public MadeRecommender(int seed, int index)
    {
        (this.seed, this.index) = (seed, index);
        Random random = Random(0);
        (Kind, Func<Random, string> options) = Kinds[index % Kinds.Length];
        RecommendSeen = random.Next(2) == 0;
        Trainer = $"{Kind}({string.Join(", ", new[] { options(random), RecommendSeen ? "RecommendSeen = true" : "" }.Where(static part => part.Length > 0))})";
        string[] names = [.. new[] { "user", "exclude", "items", "scores", "class", "Größe", "places" }.OrderBy(_ => random.Next())];
        string user = Types[random.Next(Types.Length)], item = Types[random.Next(Types.Length)];
        Users = Ids(random, user, random.Next(2, 40));
        Items = Ids(random, item, random.Next(2, 60));
        List<MadeColumn> columns =
        [
            new(names[0], user, "[User]", new NumberDraws("int", 2)),
            new(names[1], item, "[Item]", new NumberDraws("int", 2)),
            new("When", "System.DateTime", "[EventTime]", new InstantDraws("System.DateTime")),
        ];
        if (Kind == "ExplicitAls") columns.Add(new(names[2], "float", "[Label]", new NumberDraws("float", random.Next(6))));
        else if (random.Next(2) == 0) columns.Add(new(names[2], new[] { "float", "double", "int" }[random.Next(3)], "[Event]", new NumberDraws("float", 2)));
        Columns = columns;
    }

    public string Name => $"R{index:000}";

    public string Kind { get; }

    public string Again => $"--seed {seed} --recommender {index}";

    public string Source => RecommenderSource.Write(this);

    /// <summary>The trainer's attribute, without brackets.</summary>
    public string Trainer { get; }

    /// <summary>Whether a user is recommended what he took, too.</summary>
    public bool RecommendSeen { get; }

    /// <summary>The ids of the users, and behind them some that no row has.</summary>
    public (object[] Known, object[] Others) Users { get; }

    /// <summary>The ids of the items, and behind them some that no row has.</summary>
    public (object[] Known, object[] Others) Items { get; }

    /// <summary>The properties: the user, the item, when, and the event or the rating.</summary>
    public IReadOnlyList<MadeColumn> Columns { get; }

    public Examination Examine(object bridge) => new RecommenderExamination(this, (RecommenderBridge)bridge);

    /// <summary>A random number generator of the recommender's own, for a purpose.</summary>
    public Random Random(int purpose) => new(unchecked((seed * 6_291_469) + (index * 59) + (purpose * 1_000_003)));

    /// <summary>The rows to learn from: users of one row and of many, pairs that come again, items that everybody takes.</summary>
    public List<object?[]> Training()
    {
        Random random = Random(1);
        List<object?[]> rows = [];
        foreach (object user in Users.Known)
        {
            // The first two have no item alike, so that there are two items.
            for (int i = random.Next(4) == 0 ? 1 : random.Next(2, 14); i > 0; i--)
                rows.Add(Row(random, user, Items.Known[rows.Count < 2 ? rows.Count : random.Next(random.Next(1, Items.Known.Length + 1))]));
        }
        return rows;
    }

    private object?[] Row(Random random, object user, object item)
    {
        List<object?> row = [user, item, Columns[2].Usual(random)];
        if (Columns.Count > 3) row.Add(Kind == "ExplicitAls" ? Columns[3].Usual(random) : Numbers.Of(Columns[3].Type, Columns[3].Type == "int" ? random.Next(1, 100) : Math.Pow(10, random.Next(-3, 5))));
        return [.. row];
    }

    // Of some types there are few.
    private static (object[] Known, object[] Others) Ids(Random random, string type, int count)
    {
        object[] all = [.. Enumerable.Range(0, 3 * count).Select(i => Id(random, type, i)).Distinct()];
        int known = Math.Max(2, Math.Min(count, all.Length - 3));
        object[] others = all[known..Math.Min(all.Length, known + 3)];
        // No row may have it, and anybody may ask for it.
        return (all[..known], type == "string" ? [.. others, ""] : others);
    }

    private static object Id(Random random, string type, int number) => type switch
    {
        "string" => random.Next(4) == 0 ? Odd[random.Next(Odd.Length)] : $"id-{number}",
        "System.Guid" => new Guid(number, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        _ => random.Next(8) == 0 ? Numbers.Extreme(type, random) : Numbers.Of(type, random.Next(-60, 120)),
    };

    private static string Factors(Random random) => $"Factors = {random.Next(1, 24)}, Iterations = {random.Next(1, 6)}, Seed = {random.Next(9)}";
}
