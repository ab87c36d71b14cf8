using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>Manifests: each as the cluster reads it, and one as the other says.</summary>
internal static class ManifestLint
{
    private const string Plain = "deploy/kubernetes", Volume = "deploy/volume", KServe = "deploy/kserve/inference-service.yaml";

    public static IEnumerable<string> Of(Folder folder, int port, TimeSpan shutdown) =>
    [
        .. Read(() => InCluster(folder, port, shutdown)),
        .. Read(() => FromVolume(folder)),
        .. Read(() => BehindKServe(folder, port, shutdown)),
        .. Read(() => new[] { Plain, Volume }.SelectMany(part => Listed(folder, part))),
    ];

    /// <summary>The pods of the deployment and of KServe.</summary>
    public static IEnumerable<V1PodSpec> Pods(Folder folder) => [folder.Manifest<V1Deployment>($"{Plain}/deployment.yaml").Spec.Template.Spec, Predictor(folder)];

    private static IEnumerable<string> InCluster(Folder folder, int port, TimeSpan shutdown)
    {
        V1Deployment deployment = folder.Manifest<V1Deployment>($"{Plain}/deployment.yaml");
        V1PodSpec pod = deployment.Spec.Template.Spec;
        foreach (string problem in PodLint.Of(pod, port, shutdown)) yield return problem;
        if (deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable?.Value != "0") yield return "a new version takes pods away before others are ready";
        V1ServicePort to = folder.Manifest<V1Service>($"{Plain}/service.yaml").Spec.Ports.Single();
        if (to.TargetPort.Value != pod.Containers.Single().Ports.Single().Name) yield return $"the service sends to the port '{to.TargetPort.Value}', which the pod has not";
        V1PodDisruptionBudgetSpec budget = folder.Manifest<V1PodDisruptionBudget>($"{Plain}/disruption.yaml").Spec;
        if (int.Parse(budget.MinAvailable.Value, System.Globalization.CultureInfo.InvariantCulture) >= deployment.Spec.Replicas) yield return "no pod may ever be moved";
        if (budget.Selector?.MatchLabels is not { Count: > 0 } selected) yield return "the budget of disruption selects no pod";
        else if (!selected.All(PodLabels(folder, deployment).Contains)) yield return "the budget of disruption selects pods that the deployment does not make";
        YamlNode image = folder.Tree($"{Plain}/kustomization.yaml").At("images").Items().Single();
        if (image.At("name").Text() != pod.Containers.Single().Image) yield return $"the image '{pod.Containers.Single().Image}' is named nowhere";
        if (image.At("newTag").Text() is "" or "latest") yield return "the image has no version";
        if (folder.Tree($"{Plain}/kustomization.yaml").At("labels").Items().Single().At("includeSelectors").Text() != "true") yield return "what selects pods has no label";
    }

    // The deployment's own, and those that kustomize gives to pods and to selectors that are there.
    private static Dictionary<string, string> PodLabels(Folder folder, V1Deployment deployment)
    {
        var labels = new Dictionary<string, string>(deployment.Spec.Template.Metadata?.Labels ?? new Dictionary<string, string>());
        foreach (YamlNode each in folder.Tree($"{Plain}/kustomization.yaml").At("labels").Items().Where(static l => l.At("includeSelectors").Text() == "true"))
            foreach (var (name, value) in each.At("pairs").Members()) labels[name] = value.Text();
        return labels;
    }

    private static IEnumerable<string> FromVolume(Folder folder)
    {
        V1Deployment deployment = folder.Manifest<V1Deployment>($"{Plain}/deployment.yaml"), patch = folder.Manifest<V1Deployment>($"{Volume}/model-from-volume.yaml");
        V1Container container = patch.Spec.Template.Spec.Containers.Single();
        V1Volume volume = patch.Spec.Template.Spec.Volumes.Single();
        if (patch.Metadata.Name != deployment.Metadata.Name || container.Name != deployment.Spec.Template.Spec.Containers.Single().Name) yield return "the patch is of another deployment or container";
        if (container.VolumeMounts.Single().Name != volume.Name || container.VolumeMounts.Single().ReadOnlyProperty != true) yield return "the volume is not mounted, or may be written to";
        if (container.Env.Single(static e => e.Name == "Models").Value != container.VolumeMounts.Single().MountPath) yield return "the models are looked for beside the volume";
        if (folder.Manifest<V1PersistentVolumeClaim>($"{Volume}/claim.yaml").Metadata.Name != volume.PersistentVolumeClaim.ClaimName) yield return "the volume is of another claim";
    }

    private static IEnumerable<string> BehindKServe(Folder folder, int port, TimeSpan shutdown)
    {
        YamlMappingNode tree = folder.Tree(KServe);
        if ((tree.At("apiVersion").Text(), tree.At("kind").Text()) != ("serving.kserve.io/v1beta1", "InferenceService")) yield return "it is no InferenceService of v1beta1";
        V1PodSpec pod = Predictor(folder);
        if (tree.At("metadata", "annotations", "serving.kserve.io/deploymentMode").Text() != "RawDeployment")
            yield return "KServe is not told to make a deployment: Knative refuses the pod's securityContext and terminationGracePeriodSeconds";
        foreach (string problem in PodLint.Of(pod, port, shutdown)) yield return "KServe: " + problem;
        if (PodLint.Pause(pod) != PodLint.Pause(folder.Manifest<V1Deployment>($"{Plain}/deployment.yaml").Spec.Template.Spec)) yield return "KServe: the pause before SIGTERM is not the deployment's";
        if (pod.Containers.Single().Name != "kserve-container") yield return "KServe's container is called kserve-container";
        if (pod.Containers.Single().Image.Split(':') is not [_, not "latest"]) yield return "KServe's image has no version";
        if (pod.Containers.Single().ReadinessProbe.HttpGet.Path != $"/v2/models/{tree.At("metadata", "name").Text()}/ready") yield return "KServe asks for a model of its service's name, which is not the one that is probed";
    }

    // Of a predictor KServe takes what a pod has, and a few members of its own.
    private static V1PodSpec Predictor(Folder folder)
    {
        var predictor = (YamlMappingNode)folder.Tree(KServe).At("spec", "predictor")!;
        foreach (string own in (string[])["minReplicas", "maxReplicas", "timeout"]) predictor.Children.Remove(own);
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(predictor)).Save(text, assignAnchors: false);
        return KubernetesYaml.Deserialize<V1PodSpec>(text.ToString().Replace("...", "", StringComparison.Ordinal), strict: true);
    }

    private static IEnumerable<string> Listed(Folder folder, string part)
    {
        YamlMappingNode tree = folder.Tree($"{part}/kustomization.yaml");
        string[] listed = [.. tree.At("resources").Items().Select(static n => n.Text()), .. tree.At("patches").Items().Select(static n => n.At("path").Text())];
        foreach (string name in listed)
            if (!folder.Exists($"{part}/{name}") && !folder.Exists($"{part}/{name}/kustomization.yaml")) yield return $"{part} lists '{name}', which is not there";
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder.Root, part)).Select(Path.GetFileName).OfType<string>())
            if (file != "kustomization.yaml" && !listed.Contains(file)) yield return $"{part} has '{file}', which it does not list";
    }

    private static IEnumerable<string> Read(Func<IEnumerable<string>> lint)
    {
        try
        {
            return [.. lint()];
        }
        catch (Exception problem) when (problem is YamlException or InvalidOperationException or KeyNotFoundException)
        {
            return [problem.InnerException?.Message is { } inner ? $"{problem.Message}: {inner}" : problem.Message];
        }
    }
}
