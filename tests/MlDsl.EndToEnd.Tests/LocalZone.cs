namespace MlDsl.EndToEnd.Tests;

/// <summary>The machine's zone while a test runs: on Unix .NET reads it from TZ. Tests that use it do not run beside others.</summary>
internal sealed class LocalZone : IDisposable
{
    private readonly string? before = Environment.GetEnvironmentVariable("TZ");

    public LocalZone(string name) => Set(name);

    public void Dispose() => Set(before);

    private static void Set(string? name)
    {
        Environment.SetEnvironmentVariable("TZ", name);
        TimeZoneInfo.ClearCachedData();
    }
}
