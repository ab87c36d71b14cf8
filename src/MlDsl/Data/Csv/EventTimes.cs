namespace MlDsl;

/// <summary>The words about event times that do not go together.</summary>
internal static class EventTimes
{
    public const string WayOut = "give all of them in UTC (with an offset or a Z in a file) or none, or declare the property as 'DateTimeOffset'";

    public static string Said(DateTimeKind kind) => kind == DateTimeKind.Utc ? "in UTC" : "without a zone";
}
