using System.Diagnostics;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>A process of its own that records runs.</summary>
internal static class Recorder
{
    /// <summary>Records runs without end, and tells of every line that is recorded: the folder's name and how many lines of it there are.</summary>
    public static int Record(string runs)
    {
        Training.Tracking.UseFolder(runs);
        TrackingSession session = Training.Tracking.Session!;
        using Stream told = Console.OpenStandardOutput();
        for (int number = 0; ; number++)
        {
            TrackedRun run = session.Begin(new RunFacts(RunKind.Fit, "killed", "1", [new("number", $"{number}")], ["a:float:None:"], [new("training", "Row", 3, "00")]));
            for (int step = 0; step < 40; step++)
            {
                run.Metrics("training", step, [new("objective", Metric.Point(step))], isDurable: step % 10 == 9);
                told.Write(System.Text.Encoding.ASCII.GetBytes($"{Path.GetFileName(run.Folder)} {step + 1}\n"));
            }
            run.Artifact("model.mldsl", new byte[100_000], $"{number:x64}");
            run.End(RunState.Finished);
            told.Write(System.Text.Encoding.ASCII.GetBytes($"{Path.GetFileName(run.Folder)} 42\n"));
        }
    }

    /// <summary>Fits a model as any program does, and says how many problems tracking had.</summary>
    public static int Fit()
    {
        Split<Trip> split = Trip.Split();
        TripModel.Fit(split.Train).Evaluate(split.Validation);
        Console.WriteLine($"{Training.Tracking.Folder is not null} {Training.Tracking.Problems}");
        return 0;
    }

    /// <summary>Writes a file of lines as long as its input is open; says whether it can.</summary>
    public static int Write(string path)
    {
        try
        {
            using var log = new RunLog(path, RunDisk.Machine);
            log.Add("{\"at\":2}\n"u8, isDurable: true);
            Console.WriteLine("written");
            Console.In.ReadToEnd();
            return 0;
        }
        catch (IOException problem)
        {
            Console.WriteLine(problem.Message);
            return 1;
        }
    }

    /// <summary>The same in a folder that is gone.</summary>
    public static int FitIn(string folder)
    {
        Directory.CreateDirectory(folder);
        Directory.SetCurrentDirectory(folder);
        Directory.Delete(folder);
        return Fit();
    }

    /// <summary>Starts this assembly as a program.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Recorder).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
