using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>A PostgreSQL of its own on a socket in a folder of its own, gone with the tests.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-pg").FullName;
    private readonly string? programs = Programs;

    public PostgresServer()
    {
        if (programs is null) return;
        // A run that is ended from outside leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += Stop;
        try
        {
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Start()
    {
        // The server refuses to be root; Debian's package makes a user for it.
        if (Environment.UserName == "root") Run("chown", "-R", "postgres", folder);
        AsUser("initdb", "-D", Data, "-U", "tester", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
        AsUser("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off", "start");
    }

    /// <summary>Where the server's programs are; null where it is not installed.</summary>
    public static string? Programs { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(static f => Path.Combine(f, "bin")) : [])
        .FirstOrDefault(static f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")) && HasUser());

    /// <summary>What opens it; the password is asked for by nobody and must be seen by nobody.</summary>
    public string ConnectionString => $"Host={folder};Username=tester;Password=do-not-tell;Database=postgres;Pooling=false";

    // Root cannot run the server, and needs the user of Debian's package for it.
    private static bool HasUser() => Environment.UserName != "root" || File.ReadLines("/etc/passwd").Any(static line => line.StartsWith("postgres:", StringComparison.Ordinal));

    private string Data => Path.Combine(folder, "data");

    /// <summary>An open connection.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Does what gives no rows.</summary>
    public void Do(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        Stop(null, EventArgs.Empty);
    }

    private void Stop(object? sender, EventArgs arguments)
    {
        try
        {
            if (File.Exists(Path.Combine(Data, "postmaster.pid"))) AsUser("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private void AsUser(string program, params string[] arguments)
    {
        string path = Path.Combine(programs!, program);
        if (Environment.UserName == "root") Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]);
        else Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = arguments.Append(program).Any(static a => a.EndsWith("initdb", StringComparison.Ordinal)) })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}"));
    }
}
