using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>
/// Asks a process of its own whether the compiled plan of an ML.NET model gives what ML.NET gives. A plan that does not is taken back: the model
/// counts as one that cannot be compiled. Whatever else goes wrong is told, and changes nothing.
/// </summary>
/// <param name="engine">Where it is said.</param>
/// <param name="host">The program <c>dotnet</c>.</param>
/// <param name="verifier">The program that compares; empty where the project does not have it.</param>
/// <param name="timeout">Milliseconds until it is stopped.</param>
internal sealed class ModelVerifier(IBuildEngine engine, string host, string verifier, int timeout)
{
    private const string Equal = "equal ", Differs = "differs ", Skipped = "skipped ";

    private readonly Lazy<string> identity = new(() => File.Exists(verifier) ? ToolIdentity.Of(verifier) : "");

    /// <summary>The process that runs, for whoever cancels the build.</summary>
    public Process? Running { get; private set; }

    /// <summary>Compares a model, or remembers what was found of the same file before.</summary>
    /// <param name="model">The model, which has a plan.</param>
    /// <param name="isNew">Whether the plan was written in this build.</param>
    public void Verify(ITaskItem model, bool isNew)
    {
        string plan = model.GetMetadata(ModelItems.Plan), name = model.GetMetadata(ModelItems.ModelName), file = model.GetMetadata(ModelItems.FullPath);
        PlanHead head = PlanHead.Read(plan);
        bool wasTakenBack = head.Verdict.Length > 0;
        if (!ModelRunner.IsMlNet(model) || head.Sha256.Length == 0 || (!wasTakenBack && (head.Obstacle.Length > 0 || head.Backend.Word != "compiled"))) return;
        if (verifier.Length == 0)
        {
            engine.Say($"MlDsl: '{name}' is not compared with ML.NET while building: the package MlDsl.MlNet.Build is not referenced", isNew ? MessageImportance.Normal : MessageImportance.Low);
            return;
        }
        if (!File.Exists(verifier))
        {
            engine.Warning("MLD2083", file, $"'{name}' is not compared with ML.NET: '{verifier}', which MlDslMlNetVerifier names, does not exist");
            return;
        }
        string question = Question(head), answers = plan + ".verified";
        string? verdict = Known(answers, question);
        if (verdict is null)
        {
            verdict = Ask(name, file);
            if (verdict is null) return;
            File.WriteAllText(answers, question + "\n" + verdict + "\n");
            if (verdict.StartsWith(Equal, StringComparison.Ordinal)) engine.Say($"MlDsl: '{name}' gives what ML.NET gives, on {verdict.Substring(Equal.Length)} generated rows", MessageImportance.Normal);
        }
        if (verdict.StartsWith(Skipped, StringComparison.Ordinal)) engine.Warning("MLD2083", file, $"'{name}' is not compared with ML.NET: {verdict.Substring(Skipped.Length)}");
        if (!verdict.StartsWith(Differs, StringComparison.Ordinal)) return;
        string where = verdict.Substring(Differs.Length);
        engine.Warning("MLD2082", file, $"'{name}' is not compiled, because its plan differs from ML.NET on a generated row: {where}; please report it with the file, and reference MlDsl.MlNet to run the model through ML.NET");
        if (!wasTakenBack) TakeBack(model, name, plan, head, question, $"the plan differs from ML.NET: {where}");
    }

    /// <summary>Whether a plan that was taken back would be again: by the same program, in the same culture.</summary>
    public bool StandsBy(PlanHead head) => verifier.Length > 0 && head.Verdict == Question(head);

    // By contents alone: the model's, the program's, and what it is told.
    private string Question(PlanHead head) => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2} {3}", head.Sha256, identity.Value, timeout, CultureInfo.CurrentCulture.Name);

    private static string? Known(string answers, string question)
    {
        string[] lines = File.Exists(answers) ? File.ReadAllLines(answers) : [];
        return lines.Length > 1 && lines[0] == question ? lines[1] : null;
    }

    private string? Ask(string name, string file)
    {
        var start = new ProcessStartInfo(host, Arguments.Of("exec", verifier, file, CultureInfo.CurrentCulture.Name)) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, CreateNoWindow = true };
        try
        {
            using Process process = Running = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(timeout))
            {
                process.Kill();
                process.WaitForExit();
                // Remembered: it would take as long in the next build.
                return $"{Skipped}it took more than {timeout} ms; give it more with MlDslVerifyTimeout, or switch it off with MlDslVerifyModels=false";
            }
            process.WaitForExit();
            string line = output.Result.Trim();
            bool isVerdict = process.ExitCode == 0 && new[] { Equal, Differs, Skipped }.Any(word => line.StartsWith(word, StringComparison.Ordinal));
            return isVerdict ? line : Fail($"the process ended with {process.ExitCode}: {(errors.Result + line).Trim().Replace("\r", "").Replace("\n", " ")}");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            return Fail($"'{host}' cannot be started: {e.Message}");
        }
        finally
        {
            Running = null;
        }

        string? Fail(string reason)
        {
            engine.Warning("MLD2083", file, $"'{name}' is not compared with ML.NET: {reason}");
            return null;
        }
    }

    // As the compiler of models writes one that it refuses; the manifest has the contract already.
    private static void TakeBack(ITaskItem model, string name, string plan, PlanHead head, string question, string reason)
    {
        string trees = head.Trees == TreeItems.Fast ? "" : $"trees {head.Trees}\n";
        File.WriteAllText(plan, $"mldsl-plan 1\nmodel {Quoted.Text(name)}\nsha256 {head.Sha256}\nasked {head.Asked}\n{trees}verdict {question}\nbackend runtime {Quoted.Text($"it cannot be compiled: {reason}")}\nobstacle {Quoted.Text(reason)}\n");
        File.Delete(model.GetMetadata(ModelItems.Weights));
    }
}
