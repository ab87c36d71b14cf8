using MlDsl.Tasks.Decisions;

namespace MlDsl;

/// <summary>
/// What can be decided: the members of an enumeration that is a column of the rows. A model of such rows says what comes of each; policies over it, a log of decisions and the evaluation
/// of one policy on the decisions of another begin here.
/// </summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
/// <typeparam name="TInput">What is known when something is decided, with the column of the action, whose value there counts for nothing.</typeparam>
/// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
public abstract class ActionSpace<TInput, TAction> where TInput : struct where TAction : struct, Enum
{
    // What is kept for each action of a decision lies on the stack.
    internal const int Most = 256;

    private readonly string[] names;

    private protected ActionSpace(string column)
    {
        Column = column;
        TAction[] members = [.. Enum.GetValues<TAction>().Distinct()];
        if (members.Length is < 2 or > Most) throw new ArgumentException($"'{typeof(TAction).Name}' has {members.Length} members; something is decided between 2 to {Most} actions");
        (Actions, names) = (ValueList.Of<TAction>(members), [.. members.Select(static member => Enum.GetName(member)!)]);
    }

    /// <summary>Every action, in the order of their numbers.</summary>
    public IReadOnlyList<TAction> Actions { get; }

    /// <summary>The property of the rows that is the action.</summary>
    public string Column { get; }

    internal string NameOf(int action) => names[action];

    internal int IndexOf(string name) => Array.IndexOf(names, name);

    /// <summary>The place of an action among all.</summary>
    /// <exception cref="ArgumentException">It is none of the enumeration's members.</exception>
    internal int IndexOf(TAction action)
    {
        for (int i = 0; i < names.Length; i++)
            if (EqualityComparer<TAction>.Default.Equals(Actions[i], action)) return i;
        throw new ArgumentException($"'{action}' is no member of '{typeof(TAction).Name}'", nameof(action));
    }

    /// <summary>The context with an action.</summary>
    internal abstract TInput With(in TInput context, int action);

    /// <summary>The action that an input holds.</summary>
    internal abstract int TakenIn(in TInput input);
}

/// <summary>Makes what can be decided of a row type.</summary>
public static class ActionSpace
{
    /// <summary>The actions of rows that have a column of the type <typeparamref name="TAction"/>.</summary>
    /// <exception cref="ArgumentException">No column of the input, or more than one, is of that type; or the enumeration has fewer than two members, or more than 256.</exception>
    public static ActionSpace<TInput, TAction> Of<TRow, TInput, TAction>() where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum =>
        new RowActions<TRow, TInput, TAction>();
}

/// <summary>The actions of a row type: inputs are made for each member once, from which generated code takes the column.</summary>
internal sealed class RowActions<TRow, TInput, TAction> : ActionSpace<TInput, TAction> where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private readonly TInput[] donors;
    private readonly int column;

    public RowActions() : base(ColumnOf(out int column))
    {
        this.column = column;
        donors = [.. Actions.Select(static action => InputOf(new ActionReader<TAction>(action, [])))];
    }

    internal override TInput With(in TInput context, int action) => TRow.WithColumn(in context, in donors[action], column);

    internal override int TakenIn(in TInput input) => IndexOf(InputValues.Of<TRow, TInput>(in input, column).ToText() ?? "");

    private static string ColumnOf(out int column)
    {
        var found = new List<int>();
        InputOf(new ActionReader<TAction>(default, found));
        IReadOnlyList<ColumnSchema> inputs = TRow.Schema.Inputs;
        column = found.Count == 1
            ? found[0]
            : throw new ArgumentException(found.Count == 0
                ? $"'{TRow.Schema.Name}' has no column of the type '{typeof(TAction).Name}' that is known when something is decided; declare the action as [Categorical] public required {typeof(TAction).Name} …"
                : $"'{TRow.Schema.Name}' has {found.Count} columns of the type '{typeof(TAction).Name}' ({string.Join(", ", found.Select(i => inputs[i].Member))}), and one of them is the action; give the others an enumeration of their own");
        return inputs[column].Member;
    }

    private static TInput InputOf(ActionReader<TAction> reader) => TRow.ReadInput(ref reader);
}
