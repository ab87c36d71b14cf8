using System.Diagnostics;
using Microsoft.Build.Framework;
using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>The MSBuild task that runs the compiler of models, a process of its own without a shell, for each model that changed.</summary>
public sealed class CompileModels : ICancelableTask
{
    private volatile bool isCancelled;
    private Process? running;
    private ModelVerifier? verification;

    /// <summary>The models, as <see cref="ResolveModels"/> describes them.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The program <c>dotnet</c>.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The compiler of models.</summary>
    [Required]
    public string Compiler { get; set; } = "";

    /// <summary>Milliseconds until the compiler of a model is stopped.</summary>
    public int Timeout { get; set; } = 300_000;

    /// <summary>The package or file that brings ONNX Runtime to the project; empty where nothing does.</summary>
    public string OnnxRuntime { get; set; } = "";

    /// <summary>What brings the package through which ML.NET runs its models, MlDsl.MlNet; empty where nothing does.</summary>
    public string MlNet { get; set; } = "";

    /// <summary>The program that compares compiled models of ML.NET with ML.NET; empty where the project does not have it.</summary>
    public string Verifier { get; set; } = "";

    /// <summary>Whether they are compared: not in an editor's builds, and not where the project says so.</summary>
    public bool Verifies { get; set; }

    /// <summary>Milliseconds until a comparison is stopped.</summary>
    public int VerifyTimeout { get; set; } = 60_000;

    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    public bool Execute()
    {
        bool succeeded = true;
        verification = Verifies ? new ModelVerifier(BuildEngine, Host, Verifier, VerifyTimeout) : null;
        var choices = new BackendChoices(BuildEngine, OnnxRuntime, MlNet);
        foreach (ITaskItem model in Models)
        {
            if (isCancelled) return false;
            string file = model.GetMetadata(ModelItems.FullPath), plan = model.GetMetadata(ModelItems.Plan);
            if (choices.Question(model) is not { } question || TreeItems.Asked(BuildEngine, model) is not { } trees)
            {
                succeeded = false;
                continue;
            }
            PlanHead before = PlanHead.Read(plan);
            bool isNew = !ModelItems.IsCurrent(plan, [file, Compiler]) || IsAnother(model, file, before) || !choices.IsAnswered(model, question) || before.Trees != trees || (before.Verdict.Length > 0 && verification?.StandsBy(before) != true);
            bool isThere = !isNew || Compile(model, file, plan, question, trees);
            if (isThere) verification?.Verify(model, isNew);
            succeeded &= isThere && choices.Tell(model, before, isNew);
            if (isThere) TreeItems.Tell(BuildEngine, model, isNew);
        }
        return succeeded;
    }

    // What was compared is the plan of this very file, whenever the file was written.
    private static bool IsAnother(ITaskItem model, string file, PlanHead before) => ModelRunner.IsMlNet(model) && before.Sha256.Length > 0 && before.Sha256 != ModelHash.Sha(file);

    public void Cancel()
    {
        isCancelled = true;
        Kill(running);
        Kill(verification?.Running);
    }

    private bool Compile(ITaskItem model, string file, string plan, (string Asked, string Presence) question, string trees)
    {
        string name = model.GetMetadata(ModelItems.ModelName), arguments = Arguments.Of("exec", Compiler, file, name, plan, model.GetMetadata(ModelItems.Weights), model.GetMetadata(ModelItems.Manifest), question.Asked, question.Presence, trees);
        var start = new ProcessStartInfo(Host, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, CreateNoWindow = true };
        try
        {
            using Process process = running = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Timeout))
            {
                Kill(process);
                process.WaitForExit();
                return Fail("MLD2056", $"'{name}' was not compiled within {Timeout} ms and was given up; give it more time with MlDslCompileTimeout, or leave it to ONNX Runtime with Compile=\"false\" on its MlModel item");
            }
            process.WaitForExit();
            if (process.ExitCode == 0) return true;
            string text = (errors.Result + output.Result).Trim();
            return isCancelled ? false : Fail("MLD2055", text.Length > 0 ? text : $"'{name}' cannot be compiled: the compiler of models ended with {process.ExitCode}");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            return Fail("MLD2055", $"'{name}' cannot be compiled: '{Host}' cannot be started: {e.Message}; set DOTNET_HOST_PATH, or put dotnet on the path");
        }
        finally
        {
            running = null;
        }

        bool Fail(string code, string message)
        {
            if (!model.Is(ModelItems.IsDefault, "true"))
            {
                BuildEngine.Error(code, file, message);
                return false;
            }
            BuildEngine.Warning(code, file, message);
            GiveUp(model, name, message);
            return true;
        }
    }

    // A file that only lies in the folder of models ends no build; the class that names it is told, and the next build tries again.
    private static void GiveUp(ITaskItem model, string name, string reason)
    {
        string plan = model.GetMetadata(ModelItems.Plan);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(plan))!);
        File.WriteAllText(plan, $"mldsl-plan 1\nmodel {Quoted.Text(name)}\nsha256\nobstacle {Quoted.Text(reason)}\n");
        File.SetLastWriteTimeUtc(plan, new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Delete(model.GetMetadata(ModelItems.Weights));
        if (!model.Is("Extension", ".onnx")) File.WriteAllText(model.GetMetadata(ModelItems.Manifest), ManifestWriter.WriteFault(name, reason));
    }

    private static void Kill(Process? process)
    {
        try
        {
            process?.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
