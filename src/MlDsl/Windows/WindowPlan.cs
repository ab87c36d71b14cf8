using System.ComponentModel;

namespace MlDsl.Windows;

/// <summary>How a row type's windows over time are filled. Generated code derives from it.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WindowPlan<TRow>
{
    /// <summary>A plan of the given windows.</summary>
    /// <param name="values">The number of values that a row is observed by.</param>
    /// <param name="clock">What is known of time.</param>
    /// <param name="windows">The windows, in the order of <see cref="With"/>.</param>
    protected WindowPlan(int values, WindowClock clock, IReadOnlyList<WindowSpec> windows)
    {
        Step = new WindowStep(values, clock, windows);
        Clock = clock;
    }

    /// <summary>What is known of time.</summary>
    protected internal WindowClock Clock { get; }

    internal WindowStep Step { get; }

    /// <summary>The row's event time in ticks.</summary>
    public abstract long TimeOf(TRow row);

    /// <summary>The kind of the row's event time where its order depends on it; null where it is an instant or made one by a zone.</summary>
    public virtual DateTimeKind? KindOf(TRow row) => null;

    /// <summary>When the row was known, in ticks; after the declared delay unless a column says it.</summary>
    public virtual long ArrivedOf(TRow row) => TimeOf(row) + Clock.Delay;

    /// <summary>What tells rows of one group and time apart, and orders them; 0 where no column does.</summary>
    public virtual ulong IdOf(TRow row) => 0;

    /// <summary>The row's group as messages call it.</summary>
    public virtual string GroupNameOf(TRow row) => "";

    /// <summary>Puts what windows look at into <paramref name="values"/>, NaN for what is missing.</summary>
    public abstract void Observe(TRow row, Span<double> values);

    /// <summary>The row with its windows; NaN is a missing one.</summary>
    public abstract TRow With(TRow row, ReadOnlySpan<float> windows);

    /// <summary>A window's value as a row holds it.</summary>
    protected static float? Value(float window) => float.IsNaN(window) ? null : window;
}
