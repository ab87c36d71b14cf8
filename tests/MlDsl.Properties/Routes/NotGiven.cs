namespace MlDsl.Properties.Routes;

/// <summary>
/// The value of a feature method that nobody has: the method throws, or the row's own code refuses what it would be given. A file that takes it
/// as a column cannot be asked.
/// </summary>
internal sealed class NotGiven
{
    public static NotGiven Value { get; } = new();

    private NotGiven()
    {
    }

    public override string ToString() => "not given";
}
