using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>What the tasks say, in the build's own form.</summary>
internal static class Messages
{
    public static void Error(this IBuildEngine engine, string code, string file, string message) =>
        engine.LogErrorEvent(new BuildErrorEventArgs("MlDsl", code, file, 0, 0, 0, 0, message, "", "MlDsl"));

    public static void Warning(this IBuildEngine engine, string code, string file, string message) =>
        engine.LogWarningEvent(new BuildWarningEventArgs("MlDsl", code, file, 0, 0, 0, 0, message, "", "MlDsl"));

    public static void Say(this IBuildEngine engine, string message, MessageImportance importance) =>
        engine.LogMessageEvent(new BuildMessageEventArgs(message, "", "MlDsl", importance));
}
