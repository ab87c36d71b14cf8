using System.Diagnostics;
using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Tool.Scoring;

/// <summary>How far a run is: on a terminal one line that is written over, elsewhere a line for each tenth of the input.</summary>
internal sealed class ScoringProgress(TextWriter error, bool isTerminal) : IProgress<FileScoringProgress>
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan drawn = -Rest;
    private int width;
    private long tenths;

    public void Report(FileScoringProgress value)
    {
        if (isTerminal) Draw(value);
        else Tell(value);
    }

    /// <summary>Nothing more comes: whatever is written next begins a line.</summary>
    public void End()
    {
        if (width > 0) error.Write($"\r{new string(' ', width)}\r");
        width = 0;
    }

    private void Draw(FileScoringProgress value)
    {
        if (clock.Elapsed - drawn < Rest && value.InputBytes < value.TotalBytes) return;
        drawn = clock.Elapsed;
        string line = Text(value);
        error.Write($"\r{line.PadRight(width)}");
        width = line.Length;
    }

    private void Tell(FileScoringProgress value)
    {
        long now = value.TotalBytes == 0 ? 10 : (long)((Int128)value.InputBytes * 10 / value.TotalBytes);
        if (now <= tenths) return;
        tenths = now;
        error.WriteLine(Text(value));
    }

    private static string Text(FileScoringProgress value)
    {
        long percent = value.TotalBytes == 0 ? 100 : (long)((Int128)value.InputBytes * 100 / value.TotalBytes);
        string aside = value.Rejected == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {value.Rejected} set aside");
        return string.Create(CultureInfo.InvariantCulture, $"{percent} %: {value.Rows} rows{aside}");
    }
}
