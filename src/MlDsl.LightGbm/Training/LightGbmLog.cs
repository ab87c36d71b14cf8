using System.Runtime.InteropServices;

namespace MlDsl.Boosting;

/// <summary>What the library says on the thread that trains: warnings, which would go to the console otherwise.</summary>
internal sealed unsafe class LightGbmLog : IDisposable
{
    private const string Unknown = "Unknown parameter: ";

    [ThreadStatic]
    private static List<string>? lines;

    public LightGbmLog(LightGbmApi api)
    {
        lines = [];
        api.Check(api.RegisterLogCallback(&Take));
    }

    /// <summary>Refuses a parameter that the library passes over.</summary>
    /// <exception cref="ArgumentException">It said so of one.</exception>
    public static void CheckParameters()
    {
        foreach (string line in lines ?? [])
        {
            if (line.IndexOf(Unknown, StringComparison.Ordinal) is >= 0 and var at)
                throw new ArgumentException($"LightGBM knows no parameter '{line[(at + Unknown.Length)..].Trim()}'; correct Parameters");
        }
    }

    // The callback stays registered with its thread; without a list it says nothing.
    public void Dispose() => lines = null;

    [UnmanagedCallersOnly]
    private static void Take(byte* text)
    {
        if (lines is { Count: < 1000 } taken) taken.Add(Marshal.PtrToStringUTF8((nint)text) ?? "");
    }
}
