using System.Globalization;
using MlDsl.Plans;

namespace MlDsl.Expressions;

/// <summary>
/// Reads the ops of a feature method. Each is checked: what it is called, that it reads steps before it, and of which types. So an expression
/// that was read can be evaluated, whatever wrote it.
/// </summary>
internal sealed class ExpressionParser
{
    // Four times what the compiler makes of a method.
    private const int Most = 4096;

    private readonly string feature;
    private readonly Func<string, ColumnSchema?> find;
    private readonly List<ExpressionStep> steps = [];
    private readonly List<string> members = [];
    private readonly List<ColumnSchema> columns = [];

    private ExpressionParser(string feature, Func<string, ColumnSchema?> find) => (this.feature, this.find) = (feature, find);

    /// <summary>The expression of <paramref name="feature"/>.</summary>
    /// <param name="feature">The feature method, with its <see cref="ColumnSchema.Ops"/>.</param>
    /// <param name="find">The column of a name, or the feature that is computed before; null where there is none.</param>
    /// <exception cref="ArgumentException">The ops are not what this version writes; the message names the feature and the op.</exception>
    public static FeatureExpression Read(ColumnSchema feature, Func<string, ColumnSchema?> find)
    {
        var parser = new ExpressionParser(feature.Member, find);
        if (feature.Ops.Count > Most) throw new ArgumentException(FormattableString.Invariant($"'{feature.Member}' has {feature.Ops.Count} ops, and {Most} is the most"));
        foreach (string line in feature.Ops) parser.steps.Add(parser.Step(line));
        ExpressionStep result = parser.steps[^1];
        bool isValue = result.Result is StepKind.Flag or StepKind.Text or StepKind.Float or StepKind.Double || (result.Result.IsInteger() && result.Result != StepKind.Char);
        DeclaredType type = DeclaredType.Of(feature);
        if (!isValue || type.IsTime || type.Name == "System.TimeSpan" || StepKinds.Of(type) != result.Result)
            throw new ArgumentException($"the ops of '{feature.Member}' give '{result.Result.Name()}', and it is '{feature.Type}'");
        return new FeatureExpression(feature, [.. parser.steps], [.. parser.members], [.. parser.columns]);
    }

    private ExpressionStep Step(string line)
    {
        string[] words = line.Split(' ', 2);
        string rest = words.Length > 1 ? words[1] : "";
        if (StepOperations.Of(words[0]) is not { } operation)
        {
            throw new ArgumentException(
                $"'{feature}' has the op '{Visible.Of(words[0])}', which this version of MlDsl does not know; read the file with the version that wrote it");
        }
        return operation switch
        {
            StepOperation.Column => Column(rest),
            StepOperation.Constant => Constant(rest, line),
            StepOperation.Missing => new(operation, Kind(rest, line), Kind(rest, line), true),
            StepOperation.Convert => Convert(rest, line),
            _ => StepTyping.Of(operation, Operands(rest, operation.Operands(), line), steps) ?? throw Wrong(line, "works on steps of other types"),
        };
    }

    private ExpressionStep Column(string member)
    {
        ColumnSchema column = find(member)
            ?? throw new ArgumentException($"'{feature}' is computed from '{Visible.Of(member)}', which is no column of the input and no feature before it");
        DeclaredType type = DeclaredType.Of(column);
        StepKind kind = StepKinds.Of(type) ?? throw new ArgumentException($"'{feature}' is computed from '{member}', whose type '{column.Type}' no op has");
        int index = members.IndexOf(member);
        if (index < 0)
        {
            index = members.Count;
            members.Add(member);
            columns.Add(column);
        }
        return new(StepOperation.Column, kind, kind, type.IsNullable, index);
    }

    private ExpressionStep Constant(string rest, string line)
    {
        string[] words = rest.Split(' ', 2);
        StepKind kind = Kind(words[0], line);
        StepValue value = words.Length == 2 && StepText.Read(kind, words[1]) is { } read ? read : throw Wrong(line, "is no constant of its type");
        return new(StepOperation.Constant, kind, kind, false) { Constant = value };
    }

    private ExpressionStep Convert(string rest, string line)
    {
        string[] words = rest.Split(' ', 2);
        StepKind to = Kind(words[0], line);
        int from = Operands(words.Length == 2 ? words[1] : "", 1, line)[0];
        StepKind kind = steps[from].Result;
        bool isKnown = (kind, to) switch
        {
            (StepKind.Half or StepKind.Decimal, _) => to.IsFloating(),
            (StepKind.Float or StepKind.Double, _) when to.IsInteger() => to is StepKind.Int or StepKind.UInt or StepKind.Long,
            (StepKind.Float or StepKind.Double, _) => to.IsFloating(),
            _ => kind.IsInteger() && (to.IsInteger() || to.IsFloating()),
        };
        return isKnown ? new(StepOperation.Convert, kind, to, steps[from].IsNullable, from) : throw Wrong(line, $"converts from '{kind.Name()}'");
    }

    private int[] Operands(string rest, int count, string line)
    {
        string[] words = rest.Length == 0 ? [] : rest.Split(' ');
        if (words.Length != count) throw Wrong(line, FormattableString.Invariant($"does not name {count} steps"));
        int[] operands = new int[count];
        for (int i = 0; i < count; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out operands[i]) || operands[i] >= steps.Count)
                throw Wrong(line, $"reads '{Visible.Of(words[i])}', which is no step before it");
        }
        return operands;
    }

    private StepKind Kind(string name, string line) => StepKinds.Of(name) ?? throw Wrong(line, $"has the type '{Visible.Of(name)}', which no op has");

    private ArgumentException Wrong(string line, string what) =>
        new(FormattableString.Invariant($"number {steps.Count + 1} of the ops of '{feature}', '{Visible.Of(line)}', {what}"));
}
