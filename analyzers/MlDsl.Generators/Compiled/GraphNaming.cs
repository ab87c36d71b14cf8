using MlDsl.Build;

namespace MlDsl.Generators.Compiled;

/// <summary>
/// What the members of a compiled graph are called, and in which part they lie: long graphs are cut, so that no method grows beyond what
/// the JIT compiles well.
/// </summary>
internal sealed class GraphNaming
{
    // Bytes of IL, as estimated; the JIT gives up optimizing far above, and methods stay readable far below.
    private const int MaxBytes = 3000;
    private const int MaxValues = 200;

    private readonly Dictionary<string, string> expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named<PlanConstant>> constants;

    public GraphNaming(GraphPlan plan)
    {
        var names = GraphNames.Members(plan.Values.Select(static v => v.Name).Concat(plan.Constants.Select(static c => c.Name)), "Value", Reserved(plan));
        ValueParts = Cut(plan.Values.Select((value, i) => new Named<PlanValue>(value, names[i])), static _ => 1, MaxValues);
        constants = plan.Constants.Select((constant, i) => new Named<PlanConstant>(constant, names[plan.Values.Count + i])).ToDictionary(static c => c.Item.Reference);
        foreach (var (part, number) in Numbered(ValueParts))
            foreach (var value in part) expressions[value.Item.Reference] = $"values.{Prefix(ValueParts.Count, number)}{value.Name}";

        // A constant lies with the first call that reads it.
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var calls = plan.Calls.Select(call => new Stage(call, OperatorName(call), Constants(call).Where(placed.Add).Select(r => constants[r]).ToList())).ToList();
        Stages = Cut(calls, static stage => stage.Bytes, MaxBytes);
        foreach (var (stage, number) in Numbered(Stages))
            foreach (var constant in stage.SelectMany(static s => s.Constants)) expressions[constant.Item.Reference] = $"parts.{Prefix(Stages.Count, number)}{constant.Name}";

        string OperatorName(PlanCall call)
        {
            string result = call.Values.SelectMany(static operand => operand.References).Last();
            int at = plan.Values.ToList().FindIndex(value => value.Reference == result);
            return names[at] + call.Operator;
        }

        IEnumerable<string> Constants(PlanCall call) => call.Values.SelectMany(static operand => operand.References).Where(constants.ContainsKey);
    }

    /// <summary>The values, in parts.</summary>
    public List<List<Named<PlanValue>>> ValueParts { get; }

    /// <summary>The calls with their constants, in parts.</summary>
    public List<List<Stage>> Stages { get; }

    /// <summary>How the code of a call reads a value or constant.</summary>
    public string Expression(string reference) => expressions[reference];

    /// <summary>The constant of a reference.</summary>
    public PlanConstant Constant(string reference) => constants[reference].Item;

    /// <summary>What stands before a member of a part.</summary>
    public static string Prefix(int parts, int number) => parts == 1 ? "" : $"Part{Literals.Whole(number)}.";

    public static IEnumerable<(List<T> Part, int Number)> Numbered<T>(List<List<T>> parts) => parts.Select(static (part, i) => (part, i + 1));

    // No graph is cut into more parts than it has calls and values.
    private static IEnumerable<string> Reserved(GraphPlan plan) => Enumerable.Range(1, 1 + ((plan.Calls.Count + plan.Values.Count) / 2))
        .SelectMany(static number => new[] { $"Part{Literals.Whole(number)}", $"Values{Literals.Whole(number)}", $"Stage{Literals.Whole(number)}" })
        .Concat(["Values", "Parts", "Rows", "RowParts"]);

    private static List<List<T>> Cut<T>(IEnumerable<T> items, Func<T, int> cost, int most)
    {
        var parts = new List<List<T>> { new() };
        int sum = 0;
        foreach (T item in items)
        {
            int own = cost(item);
            if (sum > 0 && sum + own > most)
            {
                parts.Add([]);
                sum = 0;
            }
            parts[parts.Count - 1].Add(item);
            sum += own;
        }
        return parts;
    }
}

/// <summary>Something of the plan and its C# name.</summary>
internal sealed record Named<T>(T Item, string Name);

/// <summary>A call, the name of its operator, and the constants that nothing before it read.</summary>
internal sealed record Stage(PlanCall Call, string Name, List<Named<PlanConstant>> Constants)
{
    /// <summary>Whether constants or attributes of it lie among the weights.</summary>
    public bool ReadsWeights => Constants.Count > 0 || Call.ReadsWeights;

    /// <summary>The IL of operator, constants and call, estimated from above.</summary>
    public int Bytes => 60 + (16 * Call.Values.Sum(static v => 1 + v.References.Count)) + Call.Arguments.Sum(static a => 16 + (10 * a.Items.Count))
        + Constants.Sum(static c => 24 + (10 * c.Item.Sizes.Count));
}
