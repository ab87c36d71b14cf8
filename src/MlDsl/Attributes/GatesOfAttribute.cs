namespace MlDsl;

/// <summary>
/// Writes a test class into a test project: one xunit fact for each <see cref="RequireAttribute"/> of the model, which loads the model's file, evaluates it and holds it
/// against the requirement by the whole interval. The class is called like the model, with <c>Gates</c> behind its name, and lies in the model's namespace.
/// </summary>
/// <typeparam name="TModel">The model, a class marked <see cref="ModelAttribute{TRow, TTask}"/> and <see cref="RequireAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GatesOfAttribute<TModel> : Attribute where TModel : class
{
    /// <summary>The model's file, below the folder that the tests run in; it must be named.</summary>
    public string Model { get; init; } = "";

    /// <summary>
    /// Where the rows come from that the model is evaluated on: a type that implements <see cref="IGateRows{TRow}"/> of the model's rows. Null for what the
    /// file says of its last evaluation on test rows, which has no slices and no latency.
    /// </summary>
    public Type? Rows { get; init; }
}
