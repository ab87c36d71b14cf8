namespace MlDsl.Tracking.Tests;

/// <summary>A folder that is gone afterwards, and tracking with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mldsl-runs").FullName;

    /// <summary>The folder of the runs.</summary>
    public string Runs => System.IO.Path.Combine(Path, "runs");

    public void Dispose()
    {
        Training.Tracking.Off();
        Directory.Delete(Path, recursive: true);
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(from)) Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
    }
}
