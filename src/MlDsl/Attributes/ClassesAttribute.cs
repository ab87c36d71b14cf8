namespace MlDsl;

/// <summary>
/// Says which classes an output scores: one per member of <typeparamref name="TEnum"/>, in the order of their values. The build fails when
/// the graph gives another number of classes, or classes of other names.
/// </summary>
/// <typeparam name="TEnum">The classes; the values run from 0 without a gap.</typeparam>
/// <param name="output">The output's name in the model file, when the attribute stands on the model class.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class ClassesAttribute<TEnum>(string? output = null) : Attribute
    where TEnum : struct, Enum
{
    /// <summary>The output's name; <see langword="null"/> on a member that is bound to its output already.</summary>
    public string? Output { get; } = output;
}
