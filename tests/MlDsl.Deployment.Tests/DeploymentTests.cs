using ChurnService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MlDsl.Deployment.Tests.Lint;
using MlDsl.Testing;

namespace MlDsl.Deployment.Tests;

/// <summary>
/// The files by which the sample's service is deployed, or, where <c>MLDSL_DEPLOYMENT</c> names a folder, those that the template made there. Every rule is seen to
/// be broken by a file that is altered.
/// </summary>
public sealed class DeploymentTests : IDisposable
{
    private static readonly string? Made = Environment.GetEnvironmentVariable("MLDSL_DEPLOYMENT");
    private static readonly string Root = Made ?? Path.Combine(CSharp.Root, "samples", "ChurnService");
    private readonly string copy = Directory.CreateTempSubdirectory("mldsl-deployment").FullName;

    public void Dispose() => Directory.Delete(copy, recursive: true);

    [Fact]
    public void EveryFileKeepsItsRules() => Assert.Empty(Lint(Root));

    [Fact]
    public void EveryFileHasOneTree() => Assert.All(new Folder(Root).Yaml, static file => Assert.NotEmpty(new Folder(Root).Tree(file).Children));

    [Theory]
    [InlineData("Dockerfile", "sdk:10.0-noble", "sdk:latest", "sdk:latest' is not pinned")]
    [InlineData("Dockerfile", "runtime-deps:10.0-noble-chiseled", "runtime-deps:10.0-noble", "not chiseled")]
    [InlineData("Dockerfile", "USER $APP_UID", "USER root", "does not run as the image's user")]
    [InlineData("Dockerfile", "EXPOSE 8080", "EXPOSE 8081", "'8081', is not the one that is listened to")]
    [InlineData("Dockerfile", "ENTRYPOINT [\"./", "ENTRYPOINT [\"/", "the entry point")]
    [InlineData("Dockerfile", " --no-install-recommends", "", "what they recommend")]
    [InlineData("Dockerfile", "USER $APP_UID", "USER $APP_UID\nRUN id", "runs a command")]
    [InlineData("Dockerfile", "DOTNET_EnableDiagnostics=0", "A=0", "diagnostics would write")]
    [InlineData("Dockerfile", "WORKDIR /source", "ADD . /source", "ADD is not known")]
    [InlineData("Dockerfile.dockerignore", "!**/AnalyzerReleases.*.md", "", "'AnalyzerReleases.Shipped.md', which 'MlDsl.Analyzers.csproj' reads, is left out")]
    [InlineData("deploy/kubernetes/deployment.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "may run as root")]
    [InlineData("deploy/kubernetes/deployment.yaml", "runAsUser: 1654", "runAsUser: 0", "names no user")]
    [InlineData("deploy/kubernetes/deployment.yaml", "RuntimeDefault", "Unconfined", "no profile")]
    [InlineData("deploy/kubernetes/deployment.yaml", "automountServiceAccountToken: false", "automountServiceAccountToken: true", "a token")]
    [InlineData("deploy/kubernetes/deployment.yaml", "terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 30", "is killed before the pause of 5 s and the 30 s")]
    [InlineData("deploy/kubernetes/deployment.yaml", "seconds: 5\n", "seconds: 0\n", "while requests are still sent to it")]
    [InlineData("deploy/kubernetes/deployment.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "not read-only")]
    [InlineData("deploy/kubernetes/deployment.yaml", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "may be gained")]
    [InlineData("deploy/kubernetes/deployment.yaml", "- ALL", "- CHOWN", "capabilities are kept")]
    [InlineData("deploy/kubernetes/deployment.yaml", "memory: 256Mi", "memory: 64Mi", "memory is not asked for, or more than its limit")]
    [InlineData("deploy/kubernetes/deployment.yaml", "            limits:\n              cpu: \"2\"\n", "            limits:\n", "no limit of cpu")]
    [InlineData("deploy/kubernetes/deployment.yaml", "containerPort: 8080", "containerPort: 80", "not the 8080 of the image")]
    [InlineData("deploy/kubernetes/deployment.yaml", "path: /health/ready", "path: /health/live", "live is not ready")]
    [InlineData("deploy/kubernetes/deployment.yaml", "port: http\n            periodSeconds: 10", "port: web\n            periodSeconds: 10", "at the port 'web'")]
    [InlineData("deploy/kubernetes/deployment.yaml", "maxUnavailable: 0", "maxUnavailable: 1", "takes pods away")]
    [InlineData("deploy/kubernetes/deployment.yaml", "imagePullPolicy:", "imagePullPolice:", "imagePullPolice")]
    [InlineData("deploy/kubernetes/service.yaml", "targetPort: http", "targetPort: web", "the port 'web'")]
    [InlineData("deploy/kubernetes/disruption.yaml", "minAvailable: 1", "minAvailable: 2", "no pod may ever be moved")]
    [InlineData("deploy/kubernetes/disruption.yaml", "  selector:\n    matchLabels:\n      app.kubernetes.io/name: ", "# ", "the budget of disruption selects no pod")]
    [InlineData("deploy/kubernetes/disruption.yaml", "app.kubernetes.io/name: ", "app.kubernetes.io/name: no-", "selects pods that the deployment does not make")]
    [InlineData("deploy/kubernetes/kustomization.yaml", "includeSelectors: true", "includeSelectors: false", "selects pods that the deployment does not make")]
    [InlineData("deploy/kubernetes/kustomization.yaml", "newTag: 1.0.0", "newTag: latest", "the image has no version")]
    [InlineData("deploy/kubernetes/kustomization.yaml", "  - disruption.yaml\n", "", "has 'disruption.yaml', which it does not list")]
    [InlineData("deploy/kubernetes/kustomization.yaml", "  - service.yaml\n", "  - services.yaml\n", "lists 'services.yaml', which is not there")]
    [InlineData("deploy/kubernetes/kustomization.yaml", "includeSelectors: true", "includeSelectors: false", "has no label")]
    [InlineData("deploy/volume/model-from-volume.yaml", "- name: service", "- name: other", "another deployment or container")]
    [InlineData("deploy/volume/model-from-volume.yaml", "mountPath: /models", "mountPath: /model", "beside the volume")]
    [InlineData("deploy/volume/model-from-volume.yaml", "mountPath: /models\n              readOnly: true", "mountPath: /models", "may be written to")]
    [InlineData("deploy/volume/model-from-volume.yaml", "claimName: ", "claimName: no-", "of another claim")]
    [InlineData("deploy/kserve/inference-service.yaml", "name: kserve-container", "name: server", "is called kserve-container")]
    [InlineData("deploy/kserve/inference-service.yaml", ":1.0.0", ":latest", "KServe's image has no version")]
    [InlineData("deploy/kserve/inference-service.yaml", "path: /v2/models/", "path: /v2/models/no-", "not the one that is probed")]
    [InlineData("deploy/kserve/inference-service.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "KServe: the file system is not read-only")]
    [InlineData("deploy/kserve/inference-service.yaml", "deploymentMode: RawDeployment", "deploymentMode: Serverless", "KServe is not told to make a deployment")]
    [InlineData("deploy/kserve/inference-service.yaml", "seconds: 5\n", "seconds: 4\n", "KServe: the pause before SIGTERM is not the deployment's")]
    [InlineData("deploy/kserve/inference-service.yaml", "maxReplicas: 4", "maxReplica: 4", "maxReplica")]
    [InlineData("service.yml", "permissions:\n  contents: read\n", "permissions: write-all\n", "more than reading")]
    [InlineData("service.yml", "actions/checkout@v5", "actions/checkout@main", "'actions/checkout@main' is of no version")]
    [InlineData("service.yml", "ubuntu-24.04", "ubuntu-latest", "which changes")]
    [InlineData("service.yml", "    timeout-minutes: 15\n", "", "has no end")]
    [InlineData("service.yml", "      - diagnostics\n", "      - analysis\n", "needs 'analysis'")]
    [InlineData("service.yml", "sarif_file: mldsl.sarif", "sarif_file: other.sarif", "is not shown")]
    [InlineData("service.yml", "continue-on-error: true", "continue-on-error: false", "no image is made")]
    [InlineData("service.yml", "!cancelled() && ", "", "findings that fail the job are not shown")]
    [InlineData("service.yml", "hashFiles('mldsl.sarif')", "hashFiles('other.sarif')", "that were not written")]
    [InlineData("service.yml", "head.repo.full_name == github.repository", "head.repo.fork == true", "by a fork")]
    [InlineData("service.yml", "cancel-in-progress: ${{ github.event_name == 'pull_request' }}", "cancel-in-progress: true", "stops the image")]
    [InlineData("service.yml", ".Training -- Models", ".Trainer -- Models", "which is not there")]
    [InlineData("service.yml", "--against ../base.txt", "", "no step has '--against")]
    [InlineData("service.yml", "\"${IMAGE,,}\" .", "${{ github.repository }} .", "writes an expression into a script")]
    public void ABrokenRuleIsSeen(string file, string from, string to, string expected)
    {
        var folder = new Folder(Root);
        string[] files = ["Dockerfile", "Dockerfile.dockerignore", .. folder.Yaml];
        string altered = file == "service.yml" ? folder.Workflow : file;
        Assert.Contains(altered, files);
        foreach (string each in files)
        {
            string text = folder.Text(each).Replace("\r\n", "\n", StringComparison.Ordinal), path = Path.Combine(copy, each);
            if (each == altered) Assert.Contains(from, text, StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, each == altered ? text.Replace(from, to, StringComparison.Ordinal) : text);
        }
        Assert.Contains(Lint(copy), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryProbeIsAnswered()
    {
        await using WebApplication app = Service.Make("--urls", "http://127.0.0.1:0");
        // What the template made runs already.
        string? running = Environment.GetEnvironmentVariable("MLDSL_DEPLOYMENT_URL");
        if (running is null) await app.StartAsync();
        using var client = new HttpClient();
        var address = new Uri(running ?? app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        string[] paths = [.. ManifestLint.Pods(new Folder(Root)).SelectMany(PodLint.Paths).Distinct()];
        Assert.True(paths.Length >= 4);
        foreach (string path in paths)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(address, path));
            Assert.Equal((path, 200), (path, (int)answer.StatusCode));
        }
    }

    private static IEnumerable<string> Lint(string root)
    {
        var folder = new Folder(root);
        string image = folder.Text("Dockerfile"), program = Made is null ? "ChurnService" : Path.GetFileNameWithoutExtension(Directory.GetFiles(Made, "*.slnx").Single());
        int port = DockerfileLint.Port(image);
        using WebApplication app = Service.Make();
        TimeSpan shutdown = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        // In the sample the projects lie beside each other, one of them with these files in it.
        string projects = Made ?? Path.GetDirectoryName(Root)!;
        return
        [
            .. DockerfileLint.Of(image, program),
            .. IgnoreLint.Of(folder.Text("Dockerfile.dockerignore"), CSharp.Root, "analyzers", "samples/ChurnService", "samples/ChurnService.Training", "src"),
            .. ManifestLint.Of(folder, port, shutdown),
            .. WorkflowLint.Of(folder, name => File.Exists(Path.Combine(projects, name, $"{name}.csproj"))),
        ];
    }
}
