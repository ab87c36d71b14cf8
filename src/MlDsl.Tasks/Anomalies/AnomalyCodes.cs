namespace MlDsl.Training;

/// <summary>Labels of anomalies: 1 for one, 0 for other rows and for those that have no label. No trainer learns them.</summary>
/// <typeparam name="TLabel"><see cref="bool"/>, or <see cref="NoLabel"/>.</typeparam>
internal sealed class AnomalyCodes<TLabel> : LabelCodes<TLabel>
{
    public static AnomalyCodes<TLabel> Instance { get; } = new();

    /// <summary>Whether rows say what they are.</summary>
    public static bool HasLabels => typeof(TLabel) == typeof(bool);

    public override float Encode(TLabel label) => label is true ? 1f : 0f;
}
