namespace MlDsl;

/// <summary>
/// Makes an attribute a trainer's: its properties that a model sets become options of the same name. The generators read it here and
/// know no trainer by name. A range in <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> on a property is checked at
/// compile time.
/// </summary>
/// <param name="options">The trainer's options, a record that derives from <c>MlDsl.Training.TrainerOptions</c> and owns every default.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrainerAttribute(Type options) : Attribute
{
    /// <summary>The trainer's options.</summary>
    public Type Options { get; } = options;

    /// <summary>What the trainer can learn to predict.</summary>
    public required TargetKind Targets { get; init; }

    /// <summary>What it knows beside features that are numbers.</summary>
    public TrainerTraits Traits { get; init; }
}
